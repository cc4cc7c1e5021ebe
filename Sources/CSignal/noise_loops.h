// The loops of noise.c, included once for each version. VERSION(name) names them.

static inline __attribute__((always_inline)) f32x8 VERSION(load)(const float *from) {
  f32x8 value;
  memcpy(&value, from, sizeof value);
  return value;
}

static inline __attribute__((always_inline)) void VERSION(store)(float *to, f32x8 value) {
  memcpy(to, &value, sizeof value);
}

// Philox4x32-10 of eight consecutive blocks, in two groups of four whose rounds alternate, so that the processor has two
// chains of products to work on. A lane's word is its lower half; what the upper half holds does not matter to the next
// product.
static inline __attribute__((always_inline)) void VERSION(philox)(
    const philox_keys *keys, uint32_t block, u64x4 words[2][4]) {
  const u64x4 steps[2] = {{0, 1, 2, 3}, {4, 5, 6, 7}};
#pragma clang loop unroll(full)
  for (int group = 0; group < 2; group++) {
    words[group][0] = steps[group] + (uint64_t)block;
    words[group][1] = keys->counter1;
    words[group][2] = keys->counter2;
    words[group][3] = keys->counter3;
  }
#pragma clang loop unroll(full)
  for (int round = 0; round < 10; round++) {
#pragma clang loop unroll(full)
    for (int group = 0; group < 2; group++) {
      u64x4 *c = words[group];
      u64x4 product0 = (c[0] & 0xFFFFFFFF) * 0xD2511F53;
      u64x4 product1 = (c[2] & 0xFFFFFFFF) * 0xCD9E8D57;
      c[0] = (product1 >> 32) ^ c[1] ^ keys->round0[round];
      c[2] = (product0 >> 32) ^ c[3] ^ keys->round1[round];
      c[1] = product1;
      c[3] = product0;
    }
  }
}

// Box and Muller for eight samples, in order: the pairs of four blocks.
static inline __attribute__((always_inline)) void VERSION(normals8)(
    const u64x4 words[4], float deviation, f32x8 *first, f32x8 *second) {
  u32x8 a = (u32x8)((words[0] & 0xFFFFFFFF) | (words[2] << 32));
  u32x8 c = (u32x8)((words[1] & 0xFFFFFFFF) | (words[3] << 32));

  // ln u = ln m + e ln 2 with m in [sqrt 1/2, sqrt 2); u is 2^-31 times the float below.
  f32x8 u = __builtin_convertvector((i32x8)(a >> 1), f32x8) + 0.5f;
  i32x8 bits = (i32x8)u + (0x3F800000 - 0x3F3504F3);
  f32x8 e = __builtin_convertvector((bits >> 23) - (127 + 31), f32x8);
  f32x8 f = (f32x8)((bits & 0x007FFFFF) + 0x3F3504F3) - 1.0f;
  // ln(1 + f) = f - f^2/2 + f^3 P(f), P of least maximal relative error over the interval, 6e-9.
  f32x8 p = f * -0.076344974f + 0.12761578f;
  p = p * f + -0.13160183f;
  p = p * f + 0.14201757f;
  p = p * f + -0.16623357f;
  p = p * f + 0.20001227f;
  p = p * f + -0.2500082f;
  p = p * f + 0.3333333f;
  // ln 2 in two parts, the first short enough for its product with e to be exact.
  f32x8 small = f * f * (f * p - 0.5f) + e * -2.12194440e-4f;
  f32x8 logarithm = (small + f) + e * 0.693359375f;
  f32x8 radius = __builtin_elementwise_sqrt(logarithm * -2.0f) * deviation;

  // The angle is a quarter turn times (quadrant + z/2), z in [-1, 1).
  u32x8 quadrant = (c + 0x20000000) >> 30;
  f32x8 z = __builtin_convertvector(((i32x8)(c << 2)) >> 8, f32x8) * 0x1p-23f;
  f32x8 zz = z * z;
  // sin and cos of z pi/4; greatest errors 1e-9 and 5e-11 before rounding.
  f32x8 s = zz * -3.587726e-05f + 0.002489872f;
  s = s * zz + -0.08074537f;
  s = (s * zz + 0.7853981f) * z;
  f32x8 k = zz * 3.5313346e-06f + -0.000325942f;
  k = k * zz + 0.015854327f;
  k = k * zz + -0.30842513f;
  k = k * zz + 1.0f;

  i32x8 swapped = -(i32x8)(quadrant & 1);
  u32x8 cosine = (u32x8)((swapped & (i32x8)s) | (~swapped & (i32x8)k));
  u32x8 sine = (u32x8)((swapped & (i32x8)k) | (~swapped & (i32x8)s));
  cosine ^= ((quadrant + 1) & 2) << 30;
  sine ^= (quadrant & 2) << 30;
  f32x8 re = radius * (f32x8)cosine, im = radius * (f32x8)sine;
  *first = __builtin_shufflevector(re, im, 0, 8, 1, 9, 2, 10, 3, 11);
  *second = __builtin_shufflevector(re, im, 4, 12, 5, 13, 6, 14, 7, 15);
}

// gain * sample of four samples.
static inline __attribute__((always_inline)) f32x8 VERSION(times)(f32x8 gain, f32x8 sample) {
  f32x8 re = __builtin_shufflevector(gain, gain, 0, 0, 2, 2, 4, 4, 6, 6);
  f32x8 im = __builtin_shufflevector(gain, gain, 1, 1, 3, 3, 5, 5, 7, 7);
  im = (f32x8)((u32x8)im ^ (u32x8){0x80000000, 0, 0x80000000, 0, 0x80000000, 0, 0x80000000, 0});
  return re * sample + im * __builtin_shufflevector(sample, sample, 1, 0, 3, 2, 5, 4, 7, 6);
}

// The gains of eight samples that begin at an index, a multiple of eight.
static inline __attribute__((always_inline)) void VERSION(gains8)(
    const gain_source *source, int kind, size_t index, f32x8 *first, f32x8 *second) {
  if (kind == GAIN_FLAT) {
    float re = source->values[0], im = source->values[1];
    *first = *second = (f32x8){re, im, re, im, re, im, re, im};
  } else if (kind == GAIN_BANDS) {
    size_t band = (source->origin + index) % source->bands;
    *first = VERSION(load)(source->values + 2 * band);
    *second = VERSION(load)(source->values + 2 * band + 8);
  } else if (kind == GAIN_EACH) {
    *first = VERSION(load)(source->values + 2 * index);
    *second = VERSION(load)(source->values + 2 * index + 8);
  } else {
    size_t sample = source->origin + index;
    const float *cubic = source->values + 8 * (sample >> source->shift);
    float place = (float)(sample & (((size_t)1 << source->shift) - 1)) * source->step;
    f32x8 x0 = (f32x8){0, 0, 1, 1, 2, 2, 3, 3} * source->step + place;
    f32x8 x1 = (f32x8){4, 4, 5, 5, 6, 6, 7, 7} * source->step + place;
    f32x8 c0 = {cubic[0], cubic[1], cubic[0], cubic[1], cubic[0], cubic[1], cubic[0], cubic[1]};
    f32x8 c1 = {cubic[2], cubic[3], cubic[2], cubic[3], cubic[2], cubic[3], cubic[2], cubic[3]};
    f32x8 c2 = {cubic[4], cubic[5], cubic[4], cubic[5], cubic[4], cubic[5], cubic[4], cubic[5]};
    f32x8 c3 = {cubic[6], cubic[7], cubic[6], cubic[7], cubic[6], cubic[7], cubic[6], cubic[7]};
    *first = ((c3 * x0 + c2) * x0 + c1) * x0 + c0;
    *second = ((c3 * x1 + c2) * x1 + c1) * x1 + c0;
  }
}

static inline __attribute__((always_inline)) void VERSION(fade)(
    const philox_keys *keys, const gain_source *source, int kind, float deviation, const float *input, float *output,
    size_t count) {
  uint32_t block = keys->block;
  for (size_t index = 0; index < count; index += 16, block += 8) {
    u64x4 words[2][4];
    VERSION(philox)(keys, block, words);
#pragma clang loop unroll(full)
    for (int group = 0; group < 2; group++) {
      size_t here = index + 8 * group;
      f32x8 noise0, noise1, gain0, gain1;
      VERSION(normals8)(words[group], deviation, &noise0, &noise1);
      if (kind != GAIN_NONE) {
        VERSION(gains8)(source, kind, here, &gain0, &gain1);
        noise0 = VERSION(times)(gain0, VERSION(load)(input + 2 * here)) + noise0;
        noise1 = VERSION(times)(gain1, VERSION(load)(input + 2 * here + 8)) + noise1;
      }
      VERSION(store)(output + 2 * here, noise0);
      VERSION(store)(output + 2 * here + 8, noise1);
    }
  }
}

static inline __attribute__((always_inline)) void VERSION(power)(
    const gain_source *source, int kind, const float *sent, const float *received, size_t count, double sums[2]) {
  f64x4 signal0 = {0}, signal1 = {0}, error0 = {0}, error1 = {0};
  for (size_t index = 0; index < count; index += 8) {
    f32x8 gain[2];
    VERSION(gains8)(source, kind, index, &gain[0], &gain[1]);
    for (int half = 0; half < 2; half++) {
      f32x8 faded = VERSION(times)(gain[half], VERSION(load)(sent + 2 * index + 8 * half));
      f32x8 error = VERSION(load)(received + 2 * index + 8 * half) - faded;
      f64x4 low = __builtin_convertvector(__builtin_shufflevector(faded, faded, 0, 1, 2, 3), f64x4);
      f64x4 high = __builtin_convertvector(__builtin_shufflevector(faded, faded, 4, 5, 6, 7), f64x4);
      signal0 += low * low;
      signal1 += high * high;
      low = __builtin_convertvector(__builtin_shufflevector(error, error, 0, 1, 2, 3), f64x4);
      high = __builtin_convertvector(__builtin_shufflevector(error, error, 4, 5, 6, 7), f64x4);
      error0 += low * low;
      error1 += high * high;
    }
  }
  signal0 += signal1;
  error0 += error1;
  sums[0] = (signal0[0] + signal0[1]) + (signal0[2] + signal0[3]);
  sums[1] = (error0[0] + error0[1]) + (error0[2] + error0[3]);
}

// One loop for each kind of gain, which is then known where the loop is compiled.
static void VERSION(run)(const fade_job *job, size_t count) {
  const philox_keys *keys = job->keys;
  const gain_source *source = job->source;
  switch (source->kind) {
    case GAIN_NONE: VERSION(fade)(keys, source, GAIN_NONE, job->deviation, job->input, job->output, count); break;
    case GAIN_FLAT: VERSION(fade)(keys, source, GAIN_FLAT, job->deviation, job->input, job->output, count); break;
    case GAIN_BANDS: VERSION(fade)(keys, source, GAIN_BANDS, job->deviation, job->input, job->output, count); break;
    case GAIN_EACH: VERSION(fade)(keys, source, GAIN_EACH, job->deviation, job->input, job->output, count); break;
    default: VERSION(fade)(keys, source, GAIN_CUBIC, job->deviation, job->input, job->output, count); break;
  }
}

static void VERSION(measure)(
    const gain_source *source, const float *sent, const float *received, size_t count, double sums[2]) {
  switch (source->kind) {
    case GAIN_FLAT: VERSION(power)(source, GAIN_FLAT, sent, received, count, sums); break;
    case GAIN_BANDS: VERSION(power)(source, GAIN_BANDS, sent, received, count, sums); break;
    case GAIN_EACH: VERSION(power)(source, GAIN_EACH, sent, received, count, sums); break;
    default: VERSION(power)(source, GAIN_CUBIC, sent, received, count, sums); break;
  }
}
