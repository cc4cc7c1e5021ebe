// Reproducible noise and fading over complex samples.
#pragma once
