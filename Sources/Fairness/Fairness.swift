// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

// Fairness: pure mathematics on holdings, entitlements and labels. It knows no satellites, no policy and no solver.
//
//   Holdings                   what each holder has, and the share it is measured against (integers, exact)
//   Measure, MeasureValue      the catalogue of contract ids; a number, "infinite", or "undefined" with its reason
//   InequalityMeasures         every index over one vector of holdings
//   LorenzCurve                the curve, shares of tails, dominance of one curve over another
//   ExclusionDecomposition     what is exclusion (holding nothing) and what is inequality among holders
//   GroupDecomposition         between and within a partition, and the table of groups
//   GiniFloor                  how much inequality indivisible slots force
//   IdenticalUnits             quota, WPROP1 and WEF1 for identical slots, with witnesses
//   ItemBundles                envy, EF1, EFX and EQX for items that are valued differently
//   PriceOfFairness            the loss of efficiency, and the bounds of the literature
//   PermutationTest            is the gap between groups larger than chance?
//   SuperpopulationSensitivity what single holders make of the Gini coefficient
//
// Sums are exact integers wherever the formula allows it, and floating-point terms are added in a canonical order with
// compensation, so that no result depends on the order of the input.
