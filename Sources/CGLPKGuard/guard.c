/* OrbitShare
   SPDX-License-Identifier: GPL-3.0-or-later */
#include "run.h"

#include <float.h>
#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* glp_free_env frees the environment of the whole thread, so calls must not nest. */
static _Thread_local int active = 0;

double guarded_now_ms(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

int guarded_is_set(double number) { return isfinite(number) && fabs(number) < DBL_MAX; }

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

void guarded_report(run *r, int at_once) {
  if (r->task->report == NULL) return;
  double now = guarded_now_ms();
  if (!at_once && now - r->last_report_ms < 100) return;
  r->last_report_ms = now;
  r->task->report(r->task->context, &r->progress);
}

int guarded_is_cancelled(run *r) {
  return r->task->is_cancelled != NULL && r->task->is_cancelled(r->task->context);
}

/* Milliseconds left, at least 0; INT_MAX without a limit. */
int guarded_time_left(run *r) {
  if (r->task->time_limit_ms < 0) return INT_MAX;
  double left = r->task->time_limit_ms - (guarded_now_ms() - r->start_ms);
  return left <= 0 ? 0 : left >= INT_MAX ? INT_MAX : (int)left;
}

/* Takes all terminal output. Long stages print now and then, which is the only moment to end them early: GLPK checks its
   own time limit in the simplex method and the tree, but not in the presolver or while cuts are prepared. */
static int on_text(void *info, const char *text) {
  run *r = info;
  append_log(r, text);
  if (r->in_error || r->problem == NULL) return 1;
  guarded_report(r, 0);
  if (guarded_is_cancelled(r)) {
    r->answer->stop = GUARDED_CANCELLED;
    longjmp(r->escape, 2);
  }
  int limit = r->task->time_limit_ms;
  if (limit >= 0 && guarded_now_ms() - r->start_ms > limit * 1.1 + 100) {
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
  if (!guarded_is_set(lower) && !guarded_is_set(upper)) return GLP_FR;
  if (!guarded_is_set(lower)) return GLP_UP;
  if (!guarded_is_set(upper)) return GLP_LO;
  return lower == upper ? GLP_FX : GLP_DB;
}

static void set_bounds(run *r, void (*set)(glp_prob *, int, int, double, double), int place, double lower, double upper) {
  int type = bound_type(lower, upper);
  set(r->problem, place, type, guarded_is_set(lower) ? lower : 0, guarded_is_set(upper) ? upper : 0);
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

/* ---- The one call --------------------------------------------------------------------------------------------- */

/* What can still be read when a stage was ended from the text hook: the incumbent of the original problem. */
static void read_after_escape(run *r) {
  guarded_answer *a = r->answer;
  if (a->stop == GUARDED_FAULT || r->task->column_is_integer == NULL || r->task->presolve) return;
  if (glp_mip_status(r->problem) == GLP_FEAS) guarded_read_point(r, glp_mip_col_val);
}

static void note_fault(run *r) {
  guarded_answer *a = r->answer;
  a->stop = GUARDED_FAULT;
  a->proof = GUARDED_NOTHING;
  a->has_values = a->has_duals = a->has_basis = a->has_bound = 0;
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
      int is_optimal = guarded_solve_linear(r);
      guarded_read_linear(r, is_optimal);
    } else {
      guarded_solve_integer(r);
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
  answer->code = answer->has_values = answer->has_duals = answer->has_basis = answer->has_bound = 0;
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
    r->start_ms = guarded_now_ms();
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
