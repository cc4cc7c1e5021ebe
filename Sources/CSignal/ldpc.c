#include "ldpc.h"
