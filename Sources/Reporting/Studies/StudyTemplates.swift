// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// The templates of a study's report; tables and figures are those of every report.
enum StudyTemplates {
  /// What the style sheet of every report lacks.
  static let style = """

    pre.wrapped{white-space:pre-wrap;overflow-wrap:anywhere}
    blockquote{margin:0 0 12px;padding:12px 16px;background:var(--ground);max-width:80ch}
    #outliers td.w:last-child,#failures td.w:last-child{font-family:ui-monospace,'DejaVu Sans Mono',monospace;\
    font-size:.82em;overflow-wrap:anywhere}
    @media print{pre{white-space:pre-wrap;overflow-wrap:anywhere}#outliers .scroll,#failures .scroll{break-inside:auto}}
    """

  static let page = #"""
    {{> head}}
    <body>
    <header>
    <h1>{{title}}</h1>
    <p class="question">{{question}}</p>
    <p class="quiet">Study {{name}} · {{done}} of {{planned}} runs, {{failed}} failed · {{program}} {{version}}</p>
    <nav aria-label="Contents"><ol>
    <li><a href="#answer">The answer</a></li>
    {{#grids}}
    <li><a href="#{{anchor}}">{{name}}</a></li>
    {{/grids}}
    {{#hasOutliers}}
    <li><a href="#outliers">Runs far from the others</a></li>
    {{/hasOutliers}}
    {{#hasFailures}}
    <li><a href="#failures">Runs without a result</a></li>
    {{/hasFailures}}
    <li><a href="#limits">Assumed, and to be careful with</a></li>
    <li><a href="#methods">Methods and citation</a></li>
    <li><a href="#store">Open the store</a></li>
    </ol></nav>
    </header>
    <main>
    <section id="answer" aria-labelledby="answer-heading">
    <h2 id="answer-heading">The answer</h2>
    {{#grids}}
    <h3>{{#hasQuestion}}{{question}}{{/hasQuestion}}{{^hasQuestion}}{{name}}{{/hasQuestion}}</h3>
    <div class="answer"><ul>
    {{#answer}}
    <li>{{.}}</li>
    {{/answer}}
    </ul></div>
    {{/grids}}
    <p class="notes">Brackets hold {{confidence}} intervals; p-values of primary measures are adjusted over all primary \#
    comparisons.</p>
    {{#hasWarnings}}
    <div class="warning" role="note"><h3>Before you rely on it</h3><ul>
    {{#warnings}}
    <li>{{.}}</li>
    {{/warnings}}
    </ul></div>
    {{/hasWarnings}}
    </section>
    {{#grids}}
    {{> grid}}
    {{/grids}}
    {{#hasOutliers}}
    <section id="outliers" aria-labelledby="outliers-heading">
    <h2 id="outliers-heading">Runs far from the others</h2>
    <p>A run stands here where its modified z-score is beyond 3.5 among the runs of its policy in like worlds. None was left \#
    out. The command, given in the folder of the study's file, makes a result directory of the run, which \#
    <code>orbitshare verify</code> checks.</p>
    {{#outliers}}
    {{> table}}
    {{/outliers}}
    </section>
    {{/hasOutliers}}
    {{#hasFailures}}
    <section id="failures" aria-labelledby="failures-heading">
    <h2 id="failures-heading">Runs without a result</h2>
    {{#failures}}
    {{> table}}
    {{/failures}}
    </section>
    {{/hasFailures}}
    <section id="limits" aria-labelledby="limits-heading">
    <h2 id="limits-heading">Assumed, and to be careful with</h2>
    {{#hasAssumptions}}
    <ul>
    {{#assumptions}}
    <li>{{.}}</li>
    {{/assumptions}}
    </ul>
    {{/hasAssumptions}}
    <ul>
    <li>Intervals are not adjusted for there being many; the adjusted p-values are.</li>
    <li>A p-value is not the chance that a policy makes no difference; the size of the difference and its interval come first.</li>
    </ul>
    </section>
    <section id="methods" aria-labelledby="methods-heading">
    <h2 id="methods-heading">Methods and citation</h2>
    <blockquote>{{methods}}</blockquote>
    <pre class="wrapped">{{bibtex}}</pre>
    </section>
    <section id="store" aria-labelledby="store-heading">
    <h2 id="store-heading">Open the store</h2>
    <p>Every run is in study.sqlite, which the study's own command writes beside this page. In R:</p>
    <pre>{{r}}</pre>
    <p>In Python:</p>
    <pre>{{python}}</pre>
    <p>All of it is made again by one command, with the study's file and what it names:</p>
    <pre>orbitshare batch {{file}} --out DIRECTORY</pre>
    </section>
    </main>
    <footer><p>Made by {{program}} {{version}} from study-results.json alone. The numbers behind every figure are in the files \#
    beside this page.</p></footer>
    </body>
    </html>

    """#

  static let grid = #"""
    <section id="{{anchor}}" aria-labelledby="{{anchor}}-heading">
    <h2 id="{{anchor}}-heading">{{name}}</h2>
    {{#hasQuestion}}
    <p class="question">{{question}}</p>
    {{/hasQuestion}}
    <dl class="facts">
    {{#facts}}
    <dt>{{term}}</dt><dd>{{text}}</dd>
    {{/facts}}
    </dl>
    {{#parts}}
    <h3>{{title}}</h3>
    {{#figures}}
    {{> figure}}
    {{/figures}}
    {{#tables}}
    {{> table}}
    {{/tables}}
    {{/parts}}
    </section>

    """#
}
