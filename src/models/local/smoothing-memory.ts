/**
 * Periods that smoothing reads before the first of the forecasts whose errors it keeps. With the year of those errors even a
 * weight of 0.01 has forgotten all but 0.4 % of what lies before, and what is older misleads the search for weights more than it helps: on
 * items of M5 200 days score as well as 400 and better than 120.
 */
export const smoothingMemory = 200;
