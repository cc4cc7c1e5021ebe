// Reproducible noise and fading over complex samples.
#pragma once

// Which version of the loops runs.
enum {
  // What every processor of the architecture can do.
  SIGNAL_BASELINE = 0,
  // AVX2; only where `signal_best_version` says so.
  SIGNAL_AVX2 = 1,
};

// The fastest version that this processor runs.
int signal_best_version(void);
