/* OrbitShare
   SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ORBITSHARE_CGLPK_SHIM_H
#define ORBITSHARE_CGLPK_SHIM_H

#if !__has_include(<glpk.h>)
#error "GLPK's header is missing: install libglpk-dev (apt-get install libglpk-dev)"
#endif
#include <glpk.h>

#endif
