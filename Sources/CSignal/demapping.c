#include "demapping.h"
