// Reproducible noise over complex samples that pass a channel.
//
// Samples are interleaved single-precision pairs: re 0, im 0, re 1, im 1, ... Every loop comes in versions for what the
// processor can do. All versions give the same bytes: they do the same operations on the same lanes, without fused
// multiply-add.
#pragma once

#include <stddef.h>
#include <stdint.h>

// Which version of the loops runs.
enum {
  // What every processor of the architecture can do.
  SIGNAL_BASELINE = 0,
  // AVX2; only where `signal_best_version` says so.
  SIGNAL_AVX2 = 1,
};

// The fastest version that this processor runs.
int signal_best_version(void);

// Where in a Philox4x32-10 stream the first sample's words lie: key and counter of its block.
//
// Block b, with the counter (counter[0] + b, counter[1], counter[2], counter[3]), gives the words w0, w1, w2, w3: w0 and
// w1 make the normal numbers of sample 2b, w2 and w3 those of sample 2b + 1. Of a pair of words (a, c),
//
//   u = (single(a >> 1) + 1/2) * 2^-31, every step rounded to single precision,
//   radius = sqrt(-2 ln u), angle = 2 pi (c >> 6) / 2^26,
//   re = radius cos angle, im = radius sin angle (Box and Muller, 1958).
//
// The largest radius is sqrt(64 ln 2) = 6.66. The computed numbers lie within 1e-6 of the formula's.
typedef struct {
  uint32_t key[2];
  uint32_t counter[4];
} signal_stream;

// Writes `count` complex samples of two standard normal numbers each.
void signal_normals(int version, const signal_stream *stream, float *output, size_t count);

// output = gain * input + deviation * (pair of standard normal numbers); input and output may be the same array.
void signal_fade_flat(
    int version, const signal_stream *stream, float gain_re, float gain_im, float deviation, const float *input,
    float *output, size_t count);

// The same where sample i has the gain i mod `bands`. `gains` holds bands + 8 complex gains: those of the bands, and
// then again from the first one on, as often as it takes.
void signal_fade_bands(
    int version, const signal_stream *stream, const float *gains, size_t bands, float deviation, const float *input,
    float *output, size_t count);

// sums[0] = sum of |gain * sent|^2, sums[1] = sum of |received - gain * sent|^2.
void signal_power_flat(
    int version, float gain_re, float gain_im, const float *sent, const float *received, size_t count, double sums[2]);

// The same with the gains of `signal_fade_bands`.
void signal_power_bands(
    int version, const float *gains, size_t bands, const float *sent, const float *received, size_t count,
    double sums[2]);
