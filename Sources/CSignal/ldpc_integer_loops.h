// One version of the decoder with integers of `BITS` bits; `VERSION` names its functions.

#if BITS == 8
#define NAME(name) VERSION(name##8)
#define FRAMES SIGNAL_LDPC_FRAMES_INT8
#define MOST INT8_MAX
typedef int8_t NAME(lane);
typedef i8x16 NAME(tile);
typedef i8x32 NAME(lanes);
typedef u8x32 NAME(magnitudes);
typedef u16x32 NAME(products);
#else
#define NAME(name) VERSION(name##16)
#define FRAMES SIGNAL_LDPC_FRAMES_INT16
#define MOST INT16_MAX
typedef int16_t NAME(lane);
typedef i16x16 NAME(tile);
typedef i16x16 NAME(lanes);
typedef u16x16 NAME(magnitudes);
typedef u32x16 NAME(products);
#endif

// Turns sixteen rows of sixteen lanes into columns: four perfect shuffles.
static void NAME(transpose)(
    const NAME(lane) *source, size_t source_stride, NAME(lane) *target, size_t target_stride) {
  NAME(tile) a[16], b[16];
  for (int row = 0; row < 16; row++) memcpy(&a[row], source + row * source_stride, sizeof a[row]);
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
  for (int row = 0; row < 16; row++) memcpy(target + row * target_stride, &a[row], sizeof a[row]);
}

// Rounds to the nearest step, half away from zero.
static void NAME(quantise)(const float *ratios, size_t count, float scale, NAME(lane) *steps) {
  for (size_t index = 0; index < count; index++) {
    float value = ratios[index] * scale;
    // Written so that NaN becomes the most.
    value = value < MOST ? value : MOST;
    value = value > -MOST ? value : -MOST;
    steps[index] = (NAME(lane))(int32_t)(value + (value < 0 ? -0.5f : 0.5f));
  }
}

static void NAME(load)(
    const signal_ldpc_decoder *decoder, const integer_workspace *space, const float *ratios, size_t frames) {
  size_t columns = whole_blocks(decoder->columns);
  NAME(lane) *staging = space->staging;
  memset(staging, 0, columns * FRAMES * sizeof *staging);
  for (size_t frame = 0; frame < frames; frame++) {
    NAME(lane) *steps = staging + frame * columns;
    for (size_t index = 0; index < decoder->run_count; index++) {
      signal_ldpc_run run = decoder->runs[index];
      if (run.received == SIGNAL_LDPC_KNOWN_ZERO) {
        for (size_t bit = 0; bit < run.count; bit++) steps[run.column + bit] = MOST;
      } else {
        NAME(quantise)(
            ratios + frame * decoder->length + run.received, run.count, decoder->scale,
            steps + run.column);
      }
    }
  }
  for (size_t column = 0; column < columns; column += 16) {
    for (size_t frame = 0; frame < FRAMES; frame += 16) {
      NAME(transpose)(
          staging + frame * columns + column, columns, (NAME(lane) *)space->totals + column * FRAMES + frame, FRAMES);
    }
  }
}

// One layered iteration: the rows one after another, each with the totals that the rows before it left.
__attribute__((always_inline)) static inline void NAME(iterate)(
    const signal_ldpc_decoder *decoder, const integer_workspace *space, const int is_first) {
  NAME(lanes) *totals = space->totals, *messages = space->messages, *extrinsic = space->extrinsic;
  const uint16_t factor = (uint16_t)(decoder->factor * 128 + 0.5f);
  const NAME(lanes) zero = {0}, most = zero + MOST;
  const uint32_t *entries = decoder->entries;
  for (size_t row = 0; row < decoder->rows; row++) {
    size_t count = decoder->row_starts[row + 1] - decoder->row_starts[row];
    NAME(lanes) least = most, second = most, signs = zero;
    for (size_t index = 0; index < count; index++) {
      NAME(lanes) value = totals[entries[index]];
      if (!is_first) value = __builtin_elementwise_sub_sat(value, messages[index]);
      value = __builtin_elementwise_max(value, -most);
      extrinsic[index] = value;
      NAME(lanes) magnitude = __builtin_elementwise_abs(value);
      signs ^= value;
      second = __builtin_elementwise_min(second, __builtin_elementwise_max(least, magnitude));
      least = __builtin_elementwise_min(least, magnitude);
    }
    NAME(products) product = __builtin_convertvector((NAME(magnitudes))least, NAME(products)) * factor + 64;
    NAME(lanes) scaled = (NAME(lanes))__builtin_convertvector(product >> 7, NAME(magnitudes));
    product = __builtin_convertvector((NAME(magnitudes))second, NAME(products)) * factor + 64;
    // A choice by exclusive or, so that the compiler does not scale after the choice, for each bit.
    NAME(lanes) change = scaled ^ (NAME(lanes))__builtin_convertvector(product >> 7, NAME(magnitudes));
    for (size_t index = 0; index < count; index++) {
      NAME(lanes) value = extrinsic[index];
      NAME(lanes) is_least = __builtin_elementwise_abs(value) == least;
      NAME(lanes) magnitude = scaled ^ (is_least & change);
      NAME(lanes) negative = (signs ^ value) < zero;
      NAME(lanes) message = (magnitude ^ negative) - negative;
      NAME(lanes) total = __builtin_elementwise_add_sat(value, message);
      totals[entries[index]] = total;
      // What was added in effect, so that a total is ever the sum of its parts: else, once totals saturate, taking
      // messages away from them would take too much.
      messages[index] = total - value;
    }
    entries += count;
    messages += count;
  }
}

// Sets all bits of the lanes in which a check fails; lanes that are done may be wrong.
static void NAME(find_failing)(
    const signal_ldpc_decoder *decoder, const integer_workspace *space, const NAME(lanes) *done, NAME(lanes) *result) {
  const NAME(lanes) zero = {0};
  NAME(lanes) failing = zero;
  const NAME(lanes) *totals = space->totals;
  const uint32_t *entries = decoder->entries;
  for (size_t row = 0; row < decoder->rows; row++) {
    size_t count = decoder->row_starts[row + 1] - decoder->row_starts[row];
    NAME(lanes) parity = zero;
    for (size_t index = 0; index < count; index++) parity ^= totals[entries[index]];
    entries += count;
    failing |= parity < zero;
    if (row % 16 == 15 && __builtin_reduce_and(failing | *done) != 0) break;
  }
  *result = failing;
}

// Takes the decisions of some lanes.
static void NAME(decide)(const signal_ldpc_decoder *decoder, const integer_workspace *space, const NAME(lanes) *lanes) {
  const NAME(lanes) zero = {0}, *totals = space->totals;
  NAME(lanes) *decisions = space->decisions;
  for (size_t column = 0; column < decoder->wanted; column++) {
    NAME(lanes) bit = (totals[column] < zero) & 1;
    decisions[column] = (decisions[column] & ~*lanes) | (bit & *lanes);
  }
}

static void NAME(store)(
    const signal_ldpc_decoder *decoder, const integer_workspace *space, size_t frames, uint8_t *bits) {
  size_t columns = whole_blocks(decoder->columns);
  NAME(lane) *staging = space->staging;
  for (size_t column = 0; column < decoder->wanted; column += 16) {
    for (size_t frame = 0; frame < frames; frame += 16) {
      NAME(transpose)(
          (const NAME(lane) *)space->decisions + column * FRAMES + frame, FRAMES, staging + frame * columns + column,
          columns);
    }
  }
  for (size_t frame = 0; frame < frames; frame++) {
    for (size_t column = 0; column < decoder->wanted; column++) {
      bits[frame * decoder->wanted + column] = (uint8_t)staging[frame * columns + column];
    }
  }
}

static void NAME(decode)(
    const signal_ldpc_decoder *decoder, const integer_workspace *space, const float *ratios, size_t frames, uint8_t *bits,
    signal_ldpc_outcome *outcomes) {
  NAME(load)(decoder, space, ratios, frames);
  NAME(lanes) done = {0};
  for (size_t frame = frames; frame < FRAMES; frame++) done[frame] = -1;
  for (uint32_t iteration = 0;; iteration++) {
    int is_last = iteration == decoder->iterations;
    if (decoder->stop_early || is_last) {
      NAME(lanes) failing;
      NAME(find_failing)(decoder, space, &done, &failing);
      NAME(lanes) ending = is_last ? ~done : ~(failing | done);
      if (__builtin_reduce_or(ending) != 0) {
        NAME(decide)(decoder, space, &ending);
        for (size_t frame = 0; frame < frames; frame++) {
          if (ending[frame] != 0) outcomes[frame] = (signal_ldpc_outcome){iteration, failing[frame] == 0};
        }
        done |= ending;
      }
      if (__builtin_reduce_and(done) != 0) break;
    }
    if (iteration == 0) {
      NAME(iterate)(decoder, space, 1);
    } else {
      NAME(iterate)(decoder, space, 0);
    }
  }
  NAME(store)(decoder, space, frames, bits);
}

#undef NAME
#undef FRAMES
#undef MOST
