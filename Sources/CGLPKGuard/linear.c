/* OrbitShare
   SPDX-License-Identifier: GPL-3.0-or-later */
#include "run.h"

#include <limits.h>

/* ---- The linear program --------------------------------------------------------------------------------------- */

void guarded_set_basis(run *r, int basis) {
  if (basis == 1) {
    glp_adv_basis(r->problem, 0);
  } else if (basis == 2) {
    glp_cpx_basis(r->problem);
  } else {
    glp_std_basis(r->problem);
  }
}

/* The basis that the caller kept from a similar program. GLPK puts right a status that doesn't fit the bounds. */
static void set_warm_start(run *r) {
  const guarded_task *t = r->task;
  for (int j = 0; j < t->columns; j++) glp_set_col_stat(r->problem, j + 1, t->warm_start[j]);
  for (int i = 0; i < t->rows; i++) glp_set_row_stat(r->problem, i + 1, t->warm_start[t->columns + i]);
}

static int simplex_failed(int code) {
  return code == GLP_EBADB || code == GLP_ESING || code == GLP_ECOND || code == GLP_EFAIL;
}

/* Dantzig's rule cycles for ever on some small models (Chvatal's and Kuhn's among them), so it is given this many
   iterations before the steepest edge takes over. */
static int patience(const guarded_task *t) {
  double count = 50.0 * ((double)t->rows + t->columns) + 1000;
  return count >= INT_MAX ? INT_MAX : (int)count;
}

/* Runs the simplex method; where it fails, tries again from the slack basis, at last with scaling. */
static int simplex(run *r) {
  const guarded_task *t = r->task;
  glp_smcp parameters;
  glp_init_smcp(&parameters);
  parameters.msg_lev = GLP_MSG_ALL;
  parameters.out_frq = 200;
  if (t->dual_tolerance > 0) parameters.tol_dj = t->dual_tolerance;
  parameters.meth = t->simplex_method;
  parameters.pricing = t->pricing;
  /* With bounded columns the long-step ratio test makes the dual method many times faster. */
  if (t->simplex_method == GLP_DUAL) parameters.r_test = GLP_RT_FLIP;
  parameters.presolve = t->presolve && t->column_is_integer == NULL ? GLP_ON : GLP_OFF;
  if (t->iteration_limit >= 0) parameters.it_lim = t->iteration_limit;
  if (t->scaling) glp_scale_prob(r->problem, GLP_SF_AUTO);
  int code = GLP_EFAIL;
  if (t->pricing == GLP_PT_STD && (t->iteration_limit < 0 || t->iteration_limit > patience(t))) {
    guarded_set_basis(r, t->starting_basis);
    parameters.it_lim = patience(t);
    parameters.tm_lim = guarded_time_left(r);
    code = glp_simplex(r->problem, &parameters);
    if (code != GLP_EITLIM && !simplex_failed(code)) return code;
    code = GLP_EFAIL;
    parameters.pricing = GLP_PT_PSE;
    parameters.it_lim = t->iteration_limit < 0 ? INT_MAX : t->iteration_limit - patience(t);
  }
  for (int attempt = 0; attempt < 3 && simplex_failed(code); attempt++) {
    if (attempt == 2) glp_scale_prob(r->problem, GLP_SF_GM | GLP_SF_EQ | GLP_SF_2N);
    if (attempt > 0) {
      parameters.meth = GLP_PRIMAL;
      parameters.r_test = GLP_RT_HAR;
    }
    if (attempt == 0 && t->warm_start != NULL) {
      set_warm_start(r);
    } else {
      guarded_set_basis(r, attempt == 0 ? t->starting_basis : 0);
    }
    parameters.tm_lim = guarded_time_left(r);
    code = glp_simplex(r->problem, &parameters);
  }
  return code;
}

void guarded_read_point(run *r, double (*value)(glp_prob *, int)) {
  for (int j = 0; j < r->task->columns; j++) r->answer->values[j] = value(r->problem, j + 1);
  r->answer->has_values = 1;
}

/* Solves the linear program and fills in stop and proof; true if it has an optimum. */
int guarded_solve_linear(run *r) {
  guarded_answer *a = r->answer;
  int code = simplex(r);
  a->code = code;
  a->iterations = glp_get_it_cnt(r->problem);
  int primal = glp_get_prim_stat(r->problem), dual = glp_get_dual_stat(r->problem);
  if (code == 0) {
    a->stop = GUARDED_FINISHED;
    if (primal == GLP_FEAS && dual == GLP_FEAS) {
      a->proof = GUARDED_OPTIMAL;
      a->bound = glp_get_obj_val(r->problem);
      a->has_bound = 1;
      return 1;
    }
    if (primal == GLP_NOFEAS) {
      a->proof = GUARDED_INFEASIBLE;
    } else if (dual == GLP_NOFEAS) {
      a->proof = primal == GLP_FEAS ? GUARDED_UNBOUNDED : GUARDED_INFEASIBLE_OR_UNBOUNDED;
    } else {
      a->stop = GUARDED_TROUBLE;
    }
    return 0;
  }
  switch (code) {
    case GLP_ENOPFS: a->stop = GUARDED_FINISHED; a->proof = GUARDED_INFEASIBLE; break;
    case GLP_ENODFS: a->stop = GUARDED_FINISHED; a->proof = GUARDED_INFEASIBLE_OR_UNBOUNDED; break;
    case GLP_ETMLIM: a->stop = GUARDED_TIME_LIMIT; break;
    case GLP_EITLIM: a->stop = GUARDED_ITERATION_LIMIT; break;
    default: a->stop = GUARDED_TROUBLE; break;
  }
  return 0;
}

void guarded_read_linear(run *r, int is_optimal) {
  guarded_answer *a = r->answer;
  int columns = r->task->columns;
  if (glp_get_prim_stat(r->problem) == GLP_FEAS && a->proof != GUARDED_INFEASIBLE) guarded_read_point(r, glp_get_col_prim);
  /* With presolve the basis at a limit is still that of the start. */
  int has_moved = a->stop == GUARDED_ITERATION_LIMIT && !r->task->presolve;
  if (a->basis != NULL && (is_optimal || has_moved)) {
    for (int j = 0; j < columns; j++) a->basis[j] = (uint8_t)glp_get_col_stat(r->problem, j + 1);
    for (int i = 0; i < r->task->rows; i++) a->basis[columns + i] = (uint8_t)glp_get_row_stat(r->problem, i + 1);
    a->has_basis = 1;
  }
  if (!is_optimal) return;
  for (int j = 0; j < columns; j++) a->column_duals[j] = glp_get_col_dual(r->problem, j + 1);
  for (int i = 0; i < r->task->rows; i++) a->row_duals[i] = glp_get_row_dual(r->problem, i + 1);
  a->has_duals = 1;
}
