// A gain that varies from sample to sample as a sum of sinusoids, and samples that meet it.
#pragma once

#include <stddef.h>

#include "noise.h"

// h(i) = sum over n of amplitude n * exp(2 pi j cosine n (phase + i increment)), i being the sample's index.
typedef struct {
  // A multiple of four, at most SIGNAL_MOST_SINUSOIDS.
  size_t count;
  // The real parts of the amplitudes, and then their imaginary parts.
  const double *amplitudes;
  // Between -1 and 1.
  const double *cosines;
  // In cycles.
  double phase;
  // In cycles per sample, at least 0: Doppler frequency times sampling time.
  double increment;
} signal_sinusoids;

enum { SIGNAL_MOST_SINUSOIDS = 132 };

// h(0).
void signal_sinusoid_gain(int version, const signal_sinusoids *sinusoids, double gain[2]);

// output = h(i) * input + deviation * (pair of standard normal numbers); input and output may be the same array.
//
// h is evaluated where its fastest sinusoid has turned by a quarter radian at most, and joined by the cubics that meet
// value and slope at both ends (Hermite): the error stays below 2e-5 of the root mean square. Where the sinusoids turn
// faster than a quarter radian in eight samples, h is evaluated for each sample.
void signal_fade_sinusoids(
    int version, const signal_stream *stream, const signal_sinusoids *sinusoids, float deviation, const float *input,
    float *output, size_t count);

// sums[0] = sum of |h(i) * sent|^2, sums[1] = sum of |received - h(i) * sent|^2.
void signal_power_sinusoids(
    int version, const signal_sinusoids *sinusoids, const float *sent, const float *received, size_t count,
    double sums[2]);

// The sum of |h(i)|^2 over `count` samples.
double signal_sinusoids_energy(int version, const signal_sinusoids *sinusoids, size_t count);
