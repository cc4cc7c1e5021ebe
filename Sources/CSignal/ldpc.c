#include "ldpc.h"

#include <string.h>

#include "lanes.h"

typedef int8_t i8x32 __attribute__((vector_size(32)));
typedef uint8_t u8x32 __attribute__((vector_size(32)));
typedef uint16_t u16x32 __attribute__((vector_size(64)));
typedef int8_t i8x16 __attribute__((vector_size(16)));
typedef int16_t i16x16 __attribute__((vector_size(32)));
typedef uint16_t u16x16 __attribute__((vector_size(32)));
typedef uint32_t u32x16 __attribute__((vector_size(64)));

static size_t whole_blocks(size_t columns) { return (columns + 15) / 16 * 16; }

static size_t ones(const signal_ldpc_decoder *decoder) { return decoder->row_starts[decoder->rows]; }

// Parts of the workspace of decoding with integers. A lane is a frame.
typedef struct {
  void *totals;     // lanes of each column
  void *messages;   // lanes from check to bit, of each one of the matrix
  void *extrinsic;  // lanes from bit to check, of the row at hand
  void *decisions;  // lanes of each column, 0 or 1
  void *staging;    // frame by frame, whole blocks of columns
} integer_workspace;

// The same in single precision, where decisions are masks.
typedef struct {
  f32x8 *totals;
  f32x8 *messages;
  f32x8 *extrinsic;
  i32x8 *decisions;
} float_workspace;

#define VERSION(name) name##_baseline
#define BITS 8
#include "ldpc_integer_loops.h"
#undef BITS
#define BITS 16
#include "ldpc_integer_loops.h"
#undef BITS
#include "ldpc_float_loops.h"
#undef VERSION

#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target("avx2"))), apply_to = function)
#define VERSION(name) name##_avx2
#define BITS 8
#include "ldpc_integer_loops.h"
#undef BITS
#define BITS 16
#include "ldpc_integer_loops.h"
#undef BITS
#include "ldpc_float_loops.h"
#undef VERSION
#pragma clang attribute pop
#define DISPATCH(call, ...) (version == SIGNAL_AVX2 ? call##_avx2(__VA_ARGS__) : call##_baseline(__VA_ARGS__))
#else
#define DISPATCH(call, ...) call##_baseline(__VA_ARGS__)
#endif

// Vectors of 32 bytes hold the lanes of one kind.
enum { LANES_SIZE = 32 };

size_t signal_ldpc_workspace(const signal_ldpc_decoder *decoder) {
  return LANES_SIZE * (3 * whole_blocks(decoder->columns) + ones(decoder) + decoder->longest_row);
}

void signal_ldpc_decode(
    int version, const signal_ldpc_decoder *decoder, void *workspace, const float *ratios, size_t frames, uint8_t *bits,
    signal_ldpc_outcome *outcomes) {
  size_t columns_size = LANES_SIZE * whole_blocks(decoder->columns);
  char *totals = workspace, *decisions = totals + columns_size, *staging = decisions + columns_size;
  char *messages = staging + columns_size, *extrinsic = messages + LANES_SIZE * ones(decoder);
  float_workspace floats = {(f32x8 *)totals, (f32x8 *)messages, (f32x8 *)extrinsic, (i32x8 *)decisions};
  integer_workspace integers = {totals, messages, extrinsic, decisions, staging};
  switch (decoder->frames) {
    case SIGNAL_LDPC_FRAMES_INT8:
      DISPATCH(decode8, decoder, &integers, ratios, frames, bits, outcomes);
      break;
    case SIGNAL_LDPC_FRAMES_INT16:
      DISPATCH(decode16, decoder, &integers, ratios, frames, bits, outcomes);
      break;
    default:
      DISPATCH(decode_float, decoder, &floats, ratios, frames, bits, outcomes);
  }
}
