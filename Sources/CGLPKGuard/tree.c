/* OrbitShare
   SPDX-License-Identifier: GPL-3.0-or-later */
#include "run.h"

#include <math.h>

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
  if (!guarded_is_set(bound)) return;
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
  if (guarded_is_cancelled(r)) { stop_search(r, tree, GUARDED_CANCELLED); return; }
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
  guarded_report(r, reason == GLP_IBINGO);
}

static int flag(int on) { return on ? GLP_ON : GLP_OFF; }

void guarded_solve_integer(run *r) {
  const guarded_task *t = r->task;
  guarded_answer *a = r->answer;
  if (t->presolve) {
    guarded_set_basis(r, 0);
  } else {
    if (!guarded_solve_linear(r)) return;
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
  parameters.tm_lim = guarded_time_left(r);
  a->stop = GUARDED_FINISHED;
  a->code = glp_intopt(r->problem, &parameters);
  a->iterations = glp_get_it_cnt(r->problem);
  int status = glp_mip_status(r->problem);
  if (status == GLP_FEAS || status == GLP_OPT) guarded_read_point(r, glp_mip_col_val);
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
