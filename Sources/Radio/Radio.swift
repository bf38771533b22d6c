// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

// Radio: the geometry of the geostationary orbit.
//
//   Longitude                 longitudes in milli-degrees on the circle: normalisation, distance, order around a point
//   GeostationaryGeometry     elevation, slant range, topocentric separation, the half arc seen from a latitude
//   VisibleArc                the arc that all points of a territory see at a minimum elevation
//
// Angles that are compared or stored are integers in milli-degrees; floating point stays inside a formula.
