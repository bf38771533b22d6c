/* OrbitShare
   SPDX-License-Identifier: GPL-3.0-or-later

   One call that builds a problem, solves it, reads the answer and frees everything, on the calling thread, in such a way
   that nothing GLPK does can end the process or write to the terminal. */
#ifndef ORBITSHARE_GUARD_H
#define ORBITSHARE_GUARD_H

#include <stddef.h>
#include <stdint.h>

/* Where a search stands. */
typedef struct {
  int nodes;
  int has_incumbent;
  double incumbent;
  int has_bound;
  double bound;
} guarded_progress;

/* What to solve and how. All arrays are borrowed for the time of the call. Infinity stands for "no bound"; every other
   number must be finite. Columns are numbered from 0. */
typedef struct {
  int columns;
  int rows;
  int maximise;
  double objective_constant;
  const double *objective;
  const double *column_lower;
  const double *column_upper;
  const uint8_t *column_is_integer; /* NULL: a linear program */
  const double *row_lower;
  const double *row_upper;
  const intptr_t *row_start; /* rows + 1 places in the two arrays that follow */
  const int32_t *column_index;
  const double *coefficient;

  int simplex_method;  /* GLP_PRIMAL, GLP_DUAL or GLP_DUALP */
  int starting_basis;  /* 0 slack, 1 advanced, 2 Bixby */
  int pricing;         /* GLP_PT_STD or GLP_PT_PSE */
  int scaling;         /* 0 or 1 */
  int presolve;        /* 0 or 1 */
  int branching;       /* GLP_BR_... */
  int backtracking;    /* GLP_BT_... */
  int mir_cuts, gomory_cuts, cover_cuts, clique_cuts, feasibility_pump; /* 0 or 1 */
  int time_limit_ms;   /* negative: none */
  int node_limit;      /* negative: none */
  int iteration_limit; /* negative: none */
  double relative_gap;
  double dual_tolerance; /* reduced costs below this count as none; between 0 and 1 */
  int has_target;
  double target;
  const uint8_t *warm_start;    /* NULL, or GLPK's status of every column, then of every row: the basis to start from */
  const double *starting_point; /* NULL, or one value a column, feasible and integral */

  int (*is_cancelled)(void *context);                              /* NULL or asked now and then */
  void (*report)(void *context, const guarded_progress *progress); /* NULL or called now and then */
  void *context;
} guarded_task;

/* Why the call ended. */
enum guarded_stop {
  GUARDED_FINISHED = 0,
  GUARDED_NODE_LIMIT,
  GUARDED_TIME_LIMIT,
  GUARDED_ITERATION_LIMIT,
  GUARDED_TARGET,
  GUARDED_GAP,
  GUARDED_CANCELLED,
  GUARDED_TROUBLE, /* the arithmetic failed; `code` is GLPK's */
  GUARDED_FAULT    /* GLPK would have aborted, or the call was nested; `message` says why */
};

/* What is known of the problem. */
enum guarded_proof {
  GUARDED_NOTHING = 0,
  GUARDED_OPTIMAL,
  GUARDED_INFEASIBLE,
  GUARDED_UNBOUNDED,
  GUARDED_INFEASIBLE_OR_UNBOUNDED
};

/* The answer. The caller provides the buffers. */
typedef struct {
  int stop;
  int proof;
  int code;
  int has_values;
  int has_duals;
  int has_basis;
  int has_bound;
  double bound;
  int nodes;
  int iterations;
  double *values;       /* one a column */
  double *column_duals; /* one a column */
  double *row_duals;    /* one a row */
  uint8_t *basis;       /* NULL, or room for GLPK's status of every column, then of every row: beside the duals, or where
                           the limit of iterations ended a linear program */
  char *log;            /* log_capacity bytes, ends with 0 */
  size_t log_capacity;
  int log_was_cut;
  char message[400];
} guarded_answer;

/* Solves a task. Must not be called from within its own callbacks (it answers GUARDED_FAULT then). */
void guarded_solve(const guarded_task *task, guarded_answer *answer);

/* The version of GLPK. */
const char *guarded_version(void);

#endif
