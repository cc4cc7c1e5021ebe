// Log-likelihood ratios of received QAM symbols.
#pragma once
