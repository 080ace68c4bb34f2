/* The middle of several values. */
#ifndef PIANO_ANALYSIS_MEDIAN_H
#define PIANO_ANALYSIS_MEDIAN_H

#include <stddef.h>

/* The median of at least one value, of an even number the mean of the two in the middle. Sorts
 * them, the smallest first. */
double median(double *values, size_t count);

#endif
