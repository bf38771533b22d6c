/* OrbitShare
   SPDX-License-Identifier: GPL-3.0-or-later */
#include "guard.h"

#include <float.h>
#include <glpk.h>
#include <limits.h>
#include <math.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

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

/* glp_free_env frees the environment of the whole thread, so calls must not nest. */
static _Thread_local int active = 0;

static double now_ms(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static int is_set(double number) { return isfinite(number) && fabs(number) < DBL_MAX; }

/* ---- Text, errors, cancellation ------------------------------------------------------------------------------- */

static void append_log(run *r, const char *text) {
  guarded_answer *a = r->answer;
  size_t length = strlen(text);
  if (a->log == NULL || a->log_capacity == 0) return;
  size_t room = a->log_capacity - 1 - r->log_length;
  if (length > room) {
    length = room;
    a->log_was_cut = 1;
  }
  memcpy(a->log + r->log_length, text, length);
  r->log_length += length;
  a->log[r->log_length] = 0;
}

static void report(run *r, int at_once) {
  if (r->task->report == NULL) return;
  double now = now_ms();
  if (!at_once && now - r->last_report_ms < 100) return;
  r->last_report_ms = now;
  r->task->report(r->task->context, &r->progress);
}

static int is_cancelled(run *r) {
  return r->task->is_cancelled != NULL && r->task->is_cancelled(r->task->context);
}

/* Milliseconds left, at least 0; INT_MAX without a limit. */
static int time_left(run *r) {
  if (r->task->time_limit_ms < 0) return INT_MAX;
  double left = r->task->time_limit_ms - (now_ms() - r->start_ms);
  return left <= 0 ? 0 : left >= INT_MAX ? INT_MAX : (int)left;
}

/* Takes all terminal output. Long stages print now and then, which is the only moment to end them early: GLPK checks its
   own time limit in the simplex method and the tree, but not in the presolver or while cuts are prepared. */
static int on_text(void *info, const char *text) {
  run *r = info;
  append_log(r, text);
  if (r->in_error || r->problem == NULL) return 1;
  report(r, 0);
  if (is_cancelled(r)) {
    r->answer->stop = GUARDED_CANCELLED;
    longjmp(r->escape, 2);
  }
  int limit = r->task->time_limit_ms;
  if (limit >= 0 && now_ms() - r->start_ms > limit * 1.1 + 100) {
    r->answer->stop = GUARDED_TIME_LIMIT;
    longjmp(r->escape, 2);
  }
  return 1;
}

static void on_error(void *info) {
  run *r = info;
  r->in_error = 1;
  longjmp(r->escape, 1);
}

/* ---- Building ------------------------------------------------------------------------------------------------- */

static int bound_type(double lower, double upper) {
  if (!is_set(lower) && !is_set(upper)) return GLP_FR;
  if (!is_set(lower)) return GLP_UP;
  if (!is_set(upper)) return GLP_LO;
  return lower == upper ? GLP_FX : GLP_DB;
}

static void set_bounds(run *r, void (*set)(glp_prob *, int, int, double, double), int place, double lower, double upper) {
  int type = bound_type(lower, upper);
  set(r->problem, place, type, is_set(lower) ? lower : 0, is_set(upper) ? upper : 0);
}

static void build(run *r) {
  const guarded_task *t = r->task;
  glp_prob *p = r->problem;
  glp_set_obj_dir(p, t->maximise ? GLP_MAX : GLP_MIN);
  glp_set_obj_coef(p, 0, t->objective_constant);
  glp_add_rows(p, t->rows);
  glp_add_cols(p, t->columns);
  for (int j = 0; j < t->columns; j++) {
    set_bounds(r, glp_set_col_bnds, j + 1, t->column_lower[j], t->column_upper[j]);
    glp_set_obj_coef(p, j + 1, t->objective[j]);
    if (t->column_is_integer != NULL && t->column_is_integer[j]) glp_set_col_kind(p, j + 1, GLP_IV);
  }
  for (int i = 0; i < t->rows; i++) {
    set_bounds(r, glp_set_row_bnds, i + 1, t->row_lower[i], t->row_upper[i]);
    int length = 0;
    for (intptr_t k = t->row_start[i]; k < t->row_start[i + 1]; k++) {
      length++;
      r->index[length] = t->column_index[k] + 1;
      r->value[length] = t->coefficient[k];
    }
    glp_set_mat_row(p, i + 1, length, r->index, r->value);
  }
}

/* ---- The linear program --------------------------------------------------------------------------------------- */

static void set_basis(run *r, int basis) {
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
  parameters.meth = t->simplex_method;
  parameters.pricing = t->pricing;
  parameters.presolve = t->presolve && t->column_is_integer == NULL ? GLP_ON : GLP_OFF;
  if (t->iteration_limit >= 0) parameters.it_lim = t->iteration_limit;
  if (t->scaling) glp_scale_prob(r->problem, GLP_SF_AUTO);
  int code = GLP_EFAIL;
  if (t->pricing == GLP_PT_STD && (t->iteration_limit < 0 || t->iteration_limit > patience(t))) {
    set_basis(r, t->starting_basis);
    parameters.it_lim = patience(t);
    parameters.tm_lim = time_left(r);
    code = glp_simplex(r->problem, &parameters);
    if (code != GLP_EITLIM && !simplex_failed(code)) return code;
    code = GLP_EFAIL;
    parameters.pricing = GLP_PT_PSE;
    parameters.it_lim = t->iteration_limit < 0 ? INT_MAX : t->iteration_limit - patience(t);
  }
  for (int attempt = 0; attempt < 3 && simplex_failed(code); attempt++) {
    if (attempt == 2) glp_scale_prob(r->problem, GLP_SF_GM | GLP_SF_EQ | GLP_SF_2N);
    if (attempt > 0) parameters.meth = GLP_PRIMAL;
    if (attempt == 0 && t->warm_start != NULL) {
      set_warm_start(r);
    } else {
      set_basis(r, attempt == 0 ? t->starting_basis : 0);
    }
    parameters.tm_lim = time_left(r);
    code = glp_simplex(r->problem, &parameters);
  }
  return code;
}

static void read_point(run *r, double (*value)(glp_prob *, int)) {
  for (int j = 0; j < r->task->columns; j++) r->answer->values[j] = value(r->problem, j + 1);
  r->answer->has_values = 1;
}

/* Solves the linear program and fills in stop and proof; true if it has an optimum. */
static int solve_linear(run *r) {
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

static void read_linear(run *r, int is_optimal) {
  guarded_answer *a = r->answer;
  if (glp_get_prim_stat(r->problem) == GLP_FEAS && a->proof != GUARDED_INFEASIBLE) read_point(r, glp_get_col_prim);
  if (!is_optimal) return;
  for (int j = 0; j < r->task->columns; j++) a->column_duals[j] = glp_get_col_dual(r->problem, j + 1);
  for (int i = 0; i < r->task->rows; i++) a->row_duals[i] = glp_get_row_dual(r->problem, i + 1);
  for (int j = 0; j < r->task->columns; j++) a->basis[j] = (uint8_t)glp_get_col_stat(r->problem, j + 1);
  for (int i = 0; i < r->task->rows; i++) a->basis[r->task->columns + i] = (uint8_t)glp_get_row_stat(r->problem, i + 1);
  a->has_duals = 1;
}

/* ---- The tree ------------------------------------------------------------------------------------------------- */

static void note_progress(run *r, glp_tree *tree) {
  glp_prob *current = glp_ios_get_prob(tree);
  int status = glp_mip_status(current);
  if (status == GLP_FEAS || status == GLP_OPT) {
    r->progress.has_incumbent = 1;
    r->progress.incumbent = glp_mip_obj_val(current);
  }
  int best = glp_ios_best_node(tree);
  if (best == 0) return;
  double bound = glp_ios_node_bound(tree, best);
  if (!is_set(bound)) return;
  int tighter = r->task->maximise ? bound < r->progress.bound : bound > r->progress.bound;
  if (!r->progress.has_bound || tighter) {
    r->progress.has_bound = 1;
    r->progress.bound = bound;
  }
}

static int reaches_target(run *r) {
  const guarded_task *t = r->task;
  if (!t->has_target || !r->progress.has_incumbent) return 0;
  double slack = 1e-9 * fmax(1, fabs(t->target));
  return t->maximise ? r->progress.incumbent >= t->target - slack : r->progress.incumbent <= t->target + slack;
}

static int reaches_gap(run *r) {
  if (r->task->relative_gap <= 0 || !r->progress.has_incumbent || !r->progress.has_bound) return 0;
  double distance = fabs(r->progress.incumbent - r->progress.bound);
  double size = fmax(fabs(r->progress.incumbent), fabs(r->progress.bound));
  return distance <= r->task->relative_gap * size;
}

static void stop_search(run *r, glp_tree *tree, int stop) {
  if (r->answer->stop == GUARDED_FINISHED) r->answer->stop = stop;
  glp_ios_terminate(tree);
}

static void on_event(glp_tree *tree, void *info) {
  run *r = info;
  const guarded_task *t = r->task;
  int reason = glp_ios_reason(tree);
  note_progress(r, tree);
  if (reaches_target(r)) { stop_search(r, tree, GUARDED_TARGET); return; }
  if (reaches_gap(r)) { stop_search(r, tree, GUARDED_GAP); return; }
  if (is_cancelled(r)) { stop_search(r, tree, GUARDED_CANCELLED); return; }
  if (reason == GLP_IPREPRO) {
    if (t->node_limit >= 0 && r->progress.nodes >= t->node_limit) {
      stop_search(r, tree, GUARDED_NODE_LIMIT);
      return;
    }
    r->progress.nodes++;
  }
  if (reason == GLP_IHEUR && t->starting_point != NULL && !r->point_was_given) {
    r->point_was_given = 1;
    for (int j = 0; j < t->columns; j++) r->value[j + 1] = t->starting_point[j];
    glp_ios_heur_sol(tree, r->value);
    note_progress(r, tree);
  }
  report(r, reason == GLP_IBINGO);
}

static int flag(int on) { return on ? GLP_ON : GLP_OFF; }

static void solve_integer(run *r) {
  const guarded_task *t = r->task;
  guarded_answer *a = r->answer;
  if (t->presolve) {
    set_basis(r, 0);
  } else {
    if (!solve_linear(r)) return;
    r->progress.has_bound = a->has_bound;
    r->progress.bound = a->bound;
    a->proof = GUARDED_NOTHING;
  }
  glp_iocp parameters;
  glp_init_iocp(&parameters);
  parameters.msg_lev = GLP_MSG_ALL;
  parameters.out_frq = 200;
  parameters.out_dly = 0;
  parameters.br_tech = t->branching;
  parameters.bt_tech = t->backtracking;
  parameters.presolve = flag(t->presolve);
  parameters.mir_cuts = flag(t->mir_cuts);
  parameters.gmi_cuts = flag(t->gomory_cuts);
  parameters.cov_cuts = flag(t->cover_cuts && !t->presolve);
  parameters.clq_cuts = flag(t->clique_cuts);
  parameters.fp_heur = flag(t->feasibility_pump);
  parameters.cb_func = on_event;
  parameters.cb_info = r;
  parameters.tm_lim = time_left(r);
  a->stop = GUARDED_FINISHED;
  a->code = glp_intopt(r->problem, &parameters);
  a->iterations = glp_get_it_cnt(r->problem);
  int status = glp_mip_status(r->problem);
  if (status == GLP_FEAS || status == GLP_OPT) read_point(r, glp_mip_col_val);
  switch (a->code) {
    case 0:
      if (status == GLP_OPT) a->proof = GUARDED_OPTIMAL;
      else if (status == GLP_NOFEAS) a->proof = GUARDED_INFEASIBLE;
      else if (a->stop == GUARDED_FINISHED) a->stop = GUARDED_TROUBLE;
      break;
    case GLP_ENOPFS: a->proof = GUARDED_INFEASIBLE; break;
    case GLP_ENODFS: a->proof = GUARDED_INFEASIBLE_OR_UNBOUNDED; break;
    case GLP_ETMLIM: a->stop = GUARDED_TIME_LIMIT; break;
    case GLP_ESTOP: break;
    case GLP_EMIPGAP: a->stop = GUARDED_GAP; break;
    default: a->stop = GUARDED_TROUBLE; break;
  }
}

/* ---- The one call --------------------------------------------------------------------------------------------- */

/* What can still be read when a stage was ended from the text hook: the incumbent of the original problem. */
static void read_after_escape(run *r) {
  guarded_answer *a = r->answer;
  if (a->stop == GUARDED_FAULT || r->task->column_is_integer == NULL || r->task->presolve) return;
  if (glp_mip_status(r->problem) == GLP_FEAS) read_point(r, glp_mip_col_val);
}

static void note_fault(run *r) {
  guarded_answer *a = r->answer;
  a->stop = GUARDED_FAULT;
  a->proof = GUARDED_NOTHING;
  a->has_values = a->has_duals = a->has_bound = 0;
  /* The text of the error is the end of the log. */
  const char *text = a->log == NULL || r->log_length == 0 ? "GLPK gave up without a message" : a->log;
  size_t length = strlen(text), room = sizeof a->message - 1;
  if (length > room) text += length - room;
  strncpy(a->message, text, room);
  a->message[room] = 0;
}

static void guarded(run *r) {
  int escaped = setjmp(r->escape);
  if (escaped == 0) {
    glp_error_hook(on_error, r);
    glp_term_hook(on_text, r);
    r->problem = glp_create_prob();
    build(r);
    if (r->task->column_is_integer == NULL) {
      int is_optimal = solve_linear(r);
      read_linear(r, is_optimal);
    } else {
      solve_integer(r);
    }
    r->in_error = 1; /* no escape from here on */
    glp_delete_prob(r->problem);
  } else if (escaped == 1) {
    note_fault(r);
  } else {
    r->in_error = 1;
    r->answer->proof = GUARDED_NOTHING;
    read_after_escape(r);
  }
  /* Required after an escape, and by GLPK's notes on threads: it frees every object of this thread. */
  glp_error_hook(NULL, NULL);
  glp_term_hook(NULL, NULL);
  glp_free_env();
}

void guarded_solve(const guarded_task *task, guarded_answer *answer) {
  answer->stop = GUARDED_FINISHED;
  answer->proof = GUARDED_NOTHING;
  answer->code = answer->has_values = answer->has_duals = answer->has_bound = 0;
  answer->nodes = answer->iterations = answer->log_was_cut = 0;
  answer->bound = 0;
  answer->message[0] = 0;
  if (answer->log != NULL && answer->log_capacity > 0) answer->log[0] = 0;
  if (active) {
    answer->stop = GUARDED_FAULT;
    strcpy(answer->message, "a solve was started within a callback of another; solve after it has returned");
    return;
  }
  size_t places = (size_t)task->columns + 1;
  run *r = calloc(1, sizeof *r);
  int *index = calloc(places, sizeof *index);
  double *value = calloc(places, sizeof *value);
  if (r == NULL || index == NULL || value == NULL) {
    answer->stop = GUARDED_FAULT;
    strcpy(answer->message, "out of memory");
  } else {
    r->task = task;
    r->answer = answer;
    r->index = index;
    r->value = value;
    r->start_ms = now_ms();
    active = 1;
    guarded(r);
    active = 0;
    answer->nodes = r->progress.nodes;
    if (answer->stop != GUARDED_FAULT && r->progress.has_bound) {
      answer->has_bound = 1;
      answer->bound = r->progress.bound;
    }
  }
  free(value);
  free(index);
  free(r);
}

const char *guarded_version(void) { return glp_version(); }
