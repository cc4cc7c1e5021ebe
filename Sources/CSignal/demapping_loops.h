// One version of the max-log demapper; `VERSION` names its functions.

// The ratio of the leading bit of an amplitude with `levels` levels, max over l of 2 u (l + 1) |w| - u^2 (l^2 - 1) p with
// odd l < levels and the sign of w.
__attribute__((always_inline)) static inline void VERSION(leading_bit)(
    const int levels, const float unit, const f32x8 *part, const f32x8 *power, f32x8 *ratio) {
  const u32x8 sign_bit = (u32x8){0} + 0x80000000u;
  f32x8 magnitude = (f32x8)((u32x8)*part & ~sign_bit);
  f32x8 most = magnitude * (4 * unit);
#pragma clang loop unroll(full)
  for (int level = 3; level < levels; level += 2) {
    f32x8 other = magnitude * (2 * unit * (float)(level + 1)) - *power * (unit * unit * (float)(level * level - 1));
    u32x8 is_greater = (u32x8)(other > most);
    most = (f32x8)((is_greater & (u32x8)other) | (~is_greater & (u32x8)most));
  }
  *ratio = (f32x8)((u32x8)most | ((u32x8)*part & sign_bit));
}

// w = h* y / v and p = |h|^2 / v take the place of y and 1 / v, so that nothing is divided by h. The second and later
// bits are leading bits again, of half as many levels, once the amplitude is folded: w' = (levels / 2) u p - |w|.
__attribute__((always_inline)) static inline void VERSION(demap_parts)(
    const unsigned bits, float unit, const float *received, const float *gains, const size_t gain_step, float scale,
    float *ratios, size_t count) {
  const u32x8 sign_bit = (u32x8){0} + 0x80000000u;
  const u32x8 odd_sign = {0, 0x80000000u, 0, 0x80000000u, 0, 0x80000000u, 0, 0x80000000u};
  f32x8 re, im, power;
  for (size_t index = 0; index < count; index += 4) {
    if (gain_step == 1 || index == 0) {
      f32x8 gain;
      if (gain_step == 1) {
        memcpy(&gain, gains + 2 * index, sizeof gain);
      } else {
        gain = (f32x8){gains[0], gains[1], gains[0], gains[1], gains[0], gains[1], gains[0], gains[1]};
      }
      re = __builtin_shufflevector(gain, gain, 0, 0, 2, 2, 4, 4, 6, 6);
      im = __builtin_shufflevector(gain, gain, 1, 1, 3, 3, 5, 5, 7, 7);
      power = (re * re + im * im) * scale;
      re = re * scale;
      im = (f32x8)((u32x8)(im * scale) ^ odd_sign);
    }
    f32x8 sample;
    memcpy(&sample, received + 2 * index, sizeof sample);
    f32x8 swapped = __builtin_shufflevector(sample, sample, 1, 0, 3, 2, 5, 4, 7, 6);
    f32x8 part = re * sample + im * swapped;
    u64x4 pairs[4];
#pragma clang loop unroll(full)
    for (unsigned bit = 0; bit < bits; bit++) {
      const int levels = 1 << (bits - bit);
      f32x8 ratio;
      VERSION(leading_bit)(levels, unit, &part, &power, &ratio);
      pairs[bit] = (u64x4)ratio;
      part = power * (unit * (float)(levels / 2)) - (f32x8)((u32x8)part & ~sign_bit);
    }
    float *target = ratios + 2 * bits * index;
    if (bits == 2) {
      u64x4 low = __builtin_shufflevector(pairs[0], pairs[1], 0, 4, 1, 5);
      u64x4 high = __builtin_shufflevector(pairs[0], pairs[1], 2, 6, 3, 7);
      memcpy(target, &low, sizeof low);
      memcpy(target + 8, &high, sizeof high);
      continue;
    }
#pragma clang loop unroll(full)
    for (unsigned symbol = 0; symbol < 4; symbol++) {
#pragma clang loop unroll(full)
      for (unsigned bit = 0; bit < bits; bit++) {
        uint64_t pair = pairs[bit][symbol];
        memcpy(target + 2 * (symbol * bits + bit), &pair, sizeof pair);
      }
    }
  }
}

static void VERSION(demap)(
    unsigned bits_per_part, float unit, const float *received, const float *gains, size_t gain_step, float scale,
    float *ratios, size_t count) {
#define PARTS(bits)                                                                                         \
  if (gain_step == 0) {                                                                                     \
    VERSION(demap_parts)(bits, unit, received, gains, 0, scale, ratios, count);                             \
  } else {                                                                                                  \
    VERSION(demap_parts)(bits, unit, received, gains, 1, scale, ratios, count);                             \
  }                                                                                                         \
  return;
  switch (bits_per_part) {
    case 1: PARTS(1)
    case 2: PARTS(2)
    case 3: PARTS(3)
    default: PARTS(4)
  }
#undef PARTS
}
