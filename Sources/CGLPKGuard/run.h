/* OrbitShare
   SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ORBITSHARE_GUARD_RUN_H
#define ORBITSHARE_GUARD_RUN_H

#include "guard.h"

#include <glpk.h>
#include <setjmp.h>

/* The state of one call. It lives on the heap, so that longjmp leaves its members intact. */
typedef struct {
  const guarded_task *task;
  guarded_answer *answer;
  glp_prob *problem;
  int *index;    /* scratch for one row, numbered from 1 */
  double *value; /* scratch for one row or point, numbered from 1 */
  size_t log_length;
  double start_ms;
  double last_report_ms;
  guarded_progress progress;
  int point_was_given;
  int in_error;
  jmp_buf escape;
} run;

/* Monotonic time. */
double guarded_now_ms(void);

/* Whether a number stands for a bound, not for none. */
int guarded_is_set(double number);

/* Tells the caller where the search stands, at most every 100 ms unless at once. */
void guarded_report(run *r, int at_once);

/* Whether the caller asks to stop. */
int guarded_is_cancelled(run *r);

/* Milliseconds left, at least 0; INT_MAX without a limit. */
int guarded_time_left(run *r);

/* Sets the starting basis: 0 slack, 1 advanced, 2 Bixby. */
void guarded_set_basis(run *r, int basis);

/* Solves the linear program and fills in stop and proof; true if it has an optimum. */
int guarded_solve_linear(run *r);

/* Reads point and multipliers of the linear program. */
void guarded_read_linear(run *r, int is_optimal);

/* Reads a point by one of GLPK's functions. */
void guarded_read_point(run *r, double (*value)(glp_prob *, int));

/* Solves the mixed-integer program, after its relaxation unless presolve is asked for. */
void guarded_solve_integer(run *r);

#endif
