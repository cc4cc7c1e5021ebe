// One version of the 8-bit decoder; `VERSION` names its functions.

// Turns sixteen rows of sixteen bytes into columns: four perfect shuffles.
static void VERSION(transpose8)(const int8_t *source, size_t source_stride, int8_t *target, size_t target_stride) {
  i8x16 a[16], b[16];
  for (int row = 0; row < 16; row++) memcpy(&a[row], source + row * source_stride, 16);
#pragma clang loop unroll(full)
  for (int round = 0; round < 4; round++) {
#pragma clang loop unroll(full)
    for (int row = 0; row < 8; row++) {
      b[2 * row] = __builtin_shufflevector(
          a[row], a[row + 8], 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
      b[2 * row + 1] = __builtin_shufflevector(
          a[row], a[row + 8], 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
    }
    memcpy(a, b, sizeof a);
  }
  for (int row = 0; row < 16; row++) memcpy(target + row * target_stride, &a[row], 16);
}

// Rounds to the nearest step, half away from zero.
static void VERSION(quantise8)(const float *ratios, size_t count, float scale, float limit, int8_t *steps) {
  for (size_t index = 0; index < count; index++) {
    float value = ratios[index] * scale;
    // Written so that NaN becomes the limit.
    value = value < limit ? value : limit;
    value = value > -limit ? value : -limit;
    steps[index] = (int8_t)(int32_t)(value + (value < 0 ? -0.5f : 0.5f));
  }
}

static void VERSION(load8)(
    const signal_ldpc_decoder *decoder, const workspace8 *space, const float *ratios, size_t frames) {
  size_t columns = whole_blocks(decoder->columns);
  memset(space->staging, 0, columns * FRAMES8);
  for (size_t frame = 0; frame < frames; frame++) {
    int8_t *steps = space->staging + frame * columns;
    for (size_t index = 0; index < decoder->run_count; index++) {
      signal_ldpc_run run = decoder->runs[index];
      if (run.received == SIGNAL_LDPC_KNOWN_ZERO) {
        memset(steps + run.column, 127, run.count);
      } else {
        VERSION(quantise8)(
            ratios + frame * decoder->length + run.received, run.count, decoder->scale, decoder->limit,
            steps + run.column);
      }
    }
  }
  for (size_t column = 0; column < columns; column += 16) {
    for (size_t frame = 0; frame < FRAMES8; frame += 16) {
      VERSION(transpose8)(
          space->staging + frame * columns + column, columns, (int8_t *)(space->totals + column) + frame, FRAMES8);
    }
  }
}

// One layered iteration: the rows one after another, each with the totals that the rows before it left.
__attribute__((always_inline)) static inline void VERSION(iterate8)(
    const signal_ldpc_decoder *decoder, const workspace8 *space, const int is_first) {
  i8x32 *totals = space->totals, *messages = space->messages, *extrinsic = space->extrinsic;
  const uint16_t factor = (uint16_t)(decoder->factor * 128 + 0.5f);
  const i8x32 zero = {0}, most = zero + 127;
  const uint32_t *entries = decoder->entries;
  for (size_t row = 0; row < decoder->rows; row++) {
    size_t count = decoder->row_starts[row + 1] - decoder->row_starts[row];
    i8x32 least = most, second = most, signs = zero;
    for (size_t index = 0; index < count; index++) {
      i8x32 value = totals[entries[index]];
      if (!is_first) value = __builtin_elementwise_sub_sat(value, messages[index]);
      value = __builtin_elementwise_max(value, -most);
      extrinsic[index] = value;
      i8x32 magnitude = __builtin_elementwise_abs(value);
      signs ^= value;
      second = __builtin_elementwise_min(second, __builtin_elementwise_max(least, magnitude));
      least = __builtin_elementwise_min(least, magnitude);
    }
    u16x32 wide_least = __builtin_convertvector((u8x32)least, u16x32) * factor + 64;
    u16x32 wide_second = __builtin_convertvector((u8x32)second, u16x32) * factor + 64;
    i8x32 scaled_least = (i8x32)__builtin_convertvector(wide_least >> 7, u8x32);
    i8x32 scaled_second = (i8x32)__builtin_convertvector(wide_second >> 7, u8x32);
    for (size_t index = 0; index < count; index++) {
      i8x32 value = extrinsic[index];
      i8x32 is_least = __builtin_elementwise_abs(value) == least;
      i8x32 magnitude = (is_least & scaled_second) | (~is_least & scaled_least);
      i8x32 negative = (signs ^ value) < zero;
      i8x32 message = (magnitude ^ negative) - negative;
      messages[index] = message;
      totals[entries[index]] = __builtin_elementwise_add_sat(value, message);
    }
    entries += count;
    messages += count;
  }
}

// Sets all bits of the lanes in which a check fails; lanes that are done may be wrong.
static void VERSION(find_failing8)(
    const signal_ldpc_decoder *decoder, const workspace8 *space, const i8x32 *done, i8x32 *result) {
  const i8x32 zero = {0};
  i8x32 failing = zero;
  const uint32_t *entries = decoder->entries;
  for (size_t row = 0; row < decoder->rows; row++) {
    size_t count = decoder->row_starts[row + 1] - decoder->row_starts[row];
    i8x32 parity = zero;
    for (size_t index = 0; index < count; index++) parity ^= space->totals[entries[index]];
    entries += count;
    failing |= parity < zero;
    if (row % 16 == 15 && __builtin_reduce_and(failing | *done) != 0) break;
  }
  *result = failing;
}

// Takes the decisions of some lanes.
static void VERSION(decide8)(const signal_ldpc_decoder *decoder, const workspace8 *space, const i8x32 *lanes) {
  const i8x32 zero = {0};
  for (size_t column = 0; column < decoder->wanted; column++) {
    i8x32 bit = (space->totals[column] < zero) & 1;
    space->decisions[column] = (space->decisions[column] & ~*lanes) | (bit & *lanes);
  }
}

static void VERSION(store8)(
    const signal_ldpc_decoder *decoder, const workspace8 *space, size_t frames, uint8_t *bits) {
  size_t columns = whole_blocks(decoder->columns);
  for (size_t column = 0; column < decoder->wanted; column += 16) {
    for (size_t frame = 0; frame < frames; frame += 16) {
      VERSION(transpose8)(
          (const int8_t *)(space->decisions + column) + frame, FRAMES8, space->staging + frame * columns + column,
          columns);
    }
  }
  for (size_t frame = 0; frame < frames; frame++) {
    memcpy(bits + frame * decoder->wanted, space->staging + frame * columns, decoder->wanted);
  }
}

static void VERSION(decode8)(
    const signal_ldpc_decoder *decoder, const workspace8 *space, const float *ratios, size_t frames, uint8_t *bits,
    signal_ldpc_outcome *outcomes) {
  VERSION(load8)(decoder, space, ratios, frames);
  i8x32 done = {0};
  for (size_t frame = frames; frame < FRAMES8; frame++) done[frame] = -1;
  for (uint32_t iteration = 0;; iteration++) {
    int is_last = iteration == decoder->iterations;
    if (decoder->stop_early || is_last) {
      i8x32 failing;
      VERSION(find_failing8)(decoder, space, &done, &failing);
      i8x32 ending = is_last ? ~done : ~(failing | done);
      if (__builtin_reduce_or(ending) != 0) {
        VERSION(decide8)(decoder, space, &ending);
        for (size_t frame = 0; frame < frames; frame++) {
          if (ending[frame] != 0) outcomes[frame] = (signal_ldpc_outcome){iteration, failing[frame] == 0};
        }
        done |= ending;
      }
      if (__builtin_reduce_and(done) != 0) break;
    }
    if (iteration == 0) {
      VERSION(iterate8)(decoder, space, 1);
    } else {
      VERSION(iterate8)(decoder, space, 0);
    }
  }
  VERSION(store8)(decoder, space, frames, bits);
}
