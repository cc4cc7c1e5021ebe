// One version of the single-precision decoder; `VERSION` names its functions.

static void VERSION(load_float)(
    const signal_ldpc_decoder *decoder, const float_workspace *space, const float *ratios, size_t frames) {
  memset(space->totals, 0, decoder->columns * sizeof(f32x8));
  float *totals = (float *)space->totals;
  for (size_t index = 0; index < decoder->run_count; index++) {
    signal_ldpc_run run = decoder->runs[index];
    int is_known = run.received == SIGNAL_LDPC_KNOWN_ZERO;
    for (size_t frame = 0; frame < frames; frame++) {
      const float *received = ratios + frame * decoder->length + (is_known ? 0 : run.received);
      for (size_t bit = 0; bit < run.count; bit++) {
        totals[(run.column + bit) * SIGNAL_LDPC_FRAMES_FLOAT + frame] = is_known ? 1e9f : received[bit];
      }
    }
  }
}

// One layered iteration: the rows one after another, each with the totals that the rows before it left.
__attribute__((always_inline)) static inline void VERSION(iterate_float)(
    const signal_ldpc_decoder *decoder, const float_workspace *space, const int is_first) {
  f32x8 *totals = space->totals, *messages = space->messages, *extrinsic = space->extrinsic;
  const i32x8 zero = {0}, sign_bit = zero + INT32_MIN;
  const float factor = decoder->factor;
  const uint32_t *entries = decoder->entries;
  for (size_t row = 0; row < decoder->rows; row++) {
    size_t count = decoder->row_starts[row + 1] - decoder->row_starts[row];
    // The greatest magnitude there is, as bits: magnitudes of finite numbers are ordered as their bits are.
    i32x8 least = zero + 0x7F7FFFFF, second = least, signs = zero;
    for (size_t index = 0; index < count; index++) {
      f32x8 value = totals[entries[index]];
      if (!is_first) value -= messages[index];
      extrinsic[index] = value;
      i32x8 magnitude = (i32x8)value & ~sign_bit;
      signs ^= (i32x8)value;
      second = __builtin_elementwise_min(second, __builtin_elementwise_max(least, magnitude));
      least = __builtin_elementwise_min(least, magnitude);
    }
    signs &= sign_bit;
    // A choice by exclusive or, so that the compiler does not scale after the choice, for each bit.
    i32x8 scaled = (i32x8)((f32x8)least * factor);
    i32x8 change = scaled ^ (i32x8)((f32x8)second * factor);
    for (size_t index = 0; index < count; index++) {
      f32x8 value = extrinsic[index];
      i32x8 is_least = ((i32x8)value & ~sign_bit) == least;
      i32x8 magnitude = scaled ^ (is_least & change);
      f32x8 message = (f32x8)(magnitude ^ signs ^ ((i32x8)value & sign_bit));
      messages[index] = message;
      totals[entries[index]] = value + message;
    }
    entries += count;
    messages += count;
  }
}

// Sets all bits of the lanes in which a check fails; lanes that are done may be wrong.
static void VERSION(find_failing_float)(
    const signal_ldpc_decoder *decoder, const float_workspace *space, const i32x8 *done, i32x8 *result) {
  const f32x8 nothing = {0};
  const i32x8 zero = {0};
  i32x8 failing = zero;
  const uint32_t *entries = decoder->entries;
  for (size_t row = 0; row < decoder->rows; row++) {
    size_t count = decoder->row_starts[row + 1] - decoder->row_starts[row];
    i32x8 parity = zero;
    for (size_t index = 0; index < count; index++) parity ^= space->totals[entries[index]] < nothing;
    entries += count;
    failing |= parity;
    if (row % 16 == 15 && __builtin_reduce_and(failing | *done) != 0) break;
  }
  *result = failing;
}

static void VERSION(decide_float)(const signal_ldpc_decoder *decoder, const float_workspace *space, const i32x8 *lanes) {
  const f32x8 nothing = {0};
  for (size_t column = 0; column < decoder->wanted; column++) {
    i32x8 bit = space->totals[column] < nothing;
    space->decisions[column] = (space->decisions[column] & ~*lanes) | (bit & *lanes);
  }
}

static void VERSION(decode_float)(
    const signal_ldpc_decoder *decoder, const float_workspace *space, const float *ratios, size_t frames, uint8_t *bits,
    signal_ldpc_outcome *outcomes) {
  VERSION(load_float)(decoder, space, ratios, frames);
  i32x8 done = {0};
  for (size_t frame = frames; frame < SIGNAL_LDPC_FRAMES_FLOAT; frame++) done[frame] = -1;
  for (uint32_t iteration = 0;; iteration++) {
    int is_last = iteration == decoder->iterations;
    if (decoder->stop_early || is_last) {
      i32x8 failing;
      VERSION(find_failing_float)(decoder, space, &done, &failing);
      i32x8 ending = is_last ? ~done : ~(failing | done);
      if (__builtin_reduce_or(ending) != 0) {
        VERSION(decide_float)(decoder, space, &ending);
        for (size_t frame = 0; frame < frames; frame++) {
          if (ending[frame] != 0) outcomes[frame] = (signal_ldpc_outcome){iteration, failing[frame] == 0};
        }
        done |= ending;
      }
      if (__builtin_reduce_and(done) != 0) break;
    }
    if (iteration == 0) {
      VERSION(iterate_float)(decoder, space, 1);
    } else {
      VERSION(iterate_float)(decoder, space, 0);
    }
  }
  for (size_t frame = 0; frame < frames; frame++) {
    for (size_t column = 0; column < decoder->wanted; column++) {
      bits[frame * decoder->wanted + column] = (uint8_t)(space->decisions[column][frame] & 1);
    }
  }
}
