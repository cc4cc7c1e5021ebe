// Decoding of low-density parity-check codes by normalised min-sum, many frames at once: a vector's lane is a frame.
//
// Every loop comes in versions for what the processor can do, with equal results.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "noise.h"

// The frames that are decoded together, and with them how numbers are held.
enum {
  // 8-bit integers that saturate.
  SIGNAL_LDPC_FRAMES_INT8 = 32,
  // 16-bit integers that saturate.
  SIGNAL_LDPC_FRAMES_INT16 = 16,
  // Single-precision numbers.
  SIGNAL_LDPC_FRAMES_FLOAT = 8,
};

// The columns of a parity-check matrix that a run of received bits, or of bits known to be 0, belongs to. Columns of no
// run are punctured.
typedef struct {
  uint32_t column;
  uint32_t count;
  // The first of the received bits, or SIGNAL_LDPC_KNOWN_ZERO.
  uint32_t received;
} signal_ldpc_run;

#define SIGNAL_LDPC_KNOWN_ZERO UINT32_MAX

// A code and how it is decoded.
typedef struct {
  // The ones of the parity-check matrix: those of row r are the columns entries[row_starts[r]] and on, to
  // row_starts[r + 1], which are not the same twice in a row.
  uint32_t columns, rows, longest_row;
  const uint32_t *row_starts;
  const uint32_t *entries;
  // Where received bits belong.
  const signal_ldpc_run *runs;
  uint32_t run_count;
  // Received bits of a frame.
  uint32_t length;
  // Decoded bits of a frame that are wanted: the first columns.
  uint32_t wanted;
  // At most so many iterations.
  uint32_t iterations;
  // Whether a frame is left alone as soon as all its checks are satisfied.
  int stop_early;
  // The factor of the minimum, 0 < factor <= 1; in steps of 1/128 with integers.
  float factor;
  // With integers: how many steps a log-likelihood ratio of 1 has.
  float scale;
  // One of SIGNAL_LDPC_FRAMES_...
  uint32_t frames;
} signal_ldpc_decoder;

// How the decoding of a frame ended.
typedef struct {
  uint32_t iterations;
  // Whether all checks are satisfied.
  uint32_t satisfied;
} signal_ldpc_outcome;

// The size of the workspace, in bytes; it is aligned to 32 bytes.
size_t signal_ldpc_workspace(const signal_ldpc_decoder *decoder);

// Decodes at most `decoder->frames` frames, of `length` log-likelihood ratios each (positive: bit 0), into `wanted` bits
// each, a byte per bit. What comes of a frame does not depend on the frames beside it.
void signal_ldpc_decode(
    int version, const signal_ldpc_decoder *decoder, void *workspace, const float *ratios, size_t frames, uint8_t *bits,
    signal_ldpc_outcome *outcomes);
