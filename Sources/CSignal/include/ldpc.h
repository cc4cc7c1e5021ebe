// Inner loops of the LDPC decoder.
#pragma once
