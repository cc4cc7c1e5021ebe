// Log-likelihood ratios of received QAM symbols.
//
// Samples are interleaved single-precision pairs: re 0, im 0, re 1, im 1, ... Every loop comes in versions for what the
// processor can do, with equal results.
#pragma once

#include <stddef.h>

#include "noise.h"

// The max-log ratios of the bits of `count` Gray-mapped symbols of 2 * bits_per_part bits, received as y = h s + n:
// (min over s with bit 1 of |y - h s|^2 - min over s with bit 0 of |y - h s|^2) / v, v being the variance of n.
//
// The parts of a symbol are odd multiples of `unit`; bits_per_part is 1 to 4. `gains` holds one h, or one for each sample
// if gain_step is 1. Bits come in the order of 3GPP TS 38.211, 5.1.3 to 5.1.6: those of the real and of the imaginary
// part take turns.
void signal_demap(
    int version, unsigned bits_per_part, float unit, const float *received, const float *gains, size_t gain_step,
    float variance, float *ratios, size_t count);
