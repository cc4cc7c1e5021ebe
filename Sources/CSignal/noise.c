#include "noise.h"

int signal_best_version(void) {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx2")) return SIGNAL_AVX2;
#endif
  return SIGNAL_BASELINE;
}
