#include "noise.h"
