// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

extension PageTemplates {
  static let question = #"""
    <section id="question" aria-labelledby="question-heading">
    <h2 id="question-heading">What was asked, of which data</h2>
    <dl class="facts">
    {{#facts}}
    <dt>{{term}}</dt><dd>{{text}}</dd>
    {{/facts}}
    </dl>
    {{#bands}}
    {{> table}}
    {{/bands}}
    <details class="printed"><summary>Sources and input files</summary>
    {{#hasSources}}
    <ul>
    {{#sources}}
    <li>{{.}}</li>
    {{/sources}}
    </ul>
    {{/hasSources}}
    {{#inputs}}
    {{> table}}
    {{/inputs}}
    </details>
    </section>

    """#

  static let answer = #"""
    <section id="answer" aria-labelledby="answer-heading">
    <h2 id="answer-heading">The answer</h2>
    <div class="answer"><ul>
    {{#headline}}
    <li>{{.}}</li>
    {{/headline}}
    {{^headline}}
    <li>No policy was compared.</li>
    {{/headline}}
    </ul></div>
    <h3>Never asked, asked and refused, served</h3>
    {{#standing}}
    {{> table}}
    {{/standing}}
    {{#requests}}
    {{> table}}
    {{/requests}}
    </section>

    """#

  static let comparison = #"""
    <section id="comparison" aria-labelledby="comparison-heading">
    <h2 id="comparison-heading">Policies and measures</h2>
    {{#hasWarnings}}
    <aside class="warning" aria-label="Warnings"><h3>Warnings</h3><ul>
    {{#warnings}}
    <li>{{.}}</li>
    {{/warnings}}
    </ul></aside>
    {{/hasWarnings}}
    {{#chief}}
    {{> table}}
    {{/chief}}
    {{#lorenz}}
    {{> figure}}
    {{/lorenz}}
    {{#hasOtherLorenz}}
    <details><summary>Lorenz curves for other populations and entitlements</summary>
    {{#otherLorenz}}
    {{> figure}}
    {{/otherLorenz}}
    </details>
    {{/hasOtherLorenz}}
    {{#efficiency}}
    {{> figure}}
    {{/efficiency}}
    {{#staircase}}
    {{> figure}}
    {{/staircase}}
    {{#decomposition}}
    {{> table}}
    {{/decomposition}}
    {{#attribution}}
    {{> table}}
    {{/attribution}}
    {{#hasFullAttribution}}
    <details><summary>More measures by whom the networks of organisations count for</summary>
    {{#fullAttribution}}
    {{> table}}
    {{/fullAttribution}}
    </details>
    {{/hasFullAttribution}}
    <details><summary>All measures</summary>
    {{#measures}}
    {{> table}}
    {{/measures}}
    </details>
    <details class="printed"><summary>What each measure is</summary>
    <dl class="definitions">
    {{#definitions}}
    <dt>{{title}} <small><code>{{id}}</code> {{direction}}</small></dt><dd>{{definition}} <small>{{source}}</small></dd>
    {{/definitions}}
    </dl>
    </details>
    </section>

    """#

  static let places = #"""
    <section id="arc" aria-labelledby="arc-heading">
    <h2 id="arc-heading">Who sits where</h2>
    {{#arc}}
    {{> figure}}
    {{/arc}}
    </section>
    <section id="groups" aria-labelledby="groups-heading">
    <h2 id="groups-heading">Groups of countries</h2>
    {{#grantsByGroup}}
    {{> table}}
    {{/grantsByGroup}}
    {{#groups}}
    {{> figure}}
    {{/groups}}
    </section>
    <section id="changes" aria-labelledby="changes-heading">
    <h2 id="changes-heading">Who gains and who loses</h2>
    {{#hasChanges}}
    <p>Against “{{reference}}”. Administrations that hold the same under both are left out; at most six that gain and six \#
    that lose are shown, all of them are in the numbers beside each figure.</p>
    {{#changes}}
    {{#isFolded}}
    <details class="printed"><summary>{{title}}: {{names}}</summary>
    {{/isFolded}}
    {{^isFolded}}
    {{#hasTitle}}
    <h3>{{title}}</h3>
    {{/hasTitle}}
    {{/isFolded}}
    <div class="pair">
    {{#policies}}
    <div>
    {{#figures}}
    {{> figure}}
    {{/figures}}
    <details><summary>The same as a table</summary>
    {{#table}}
    {{> table}}
    {{/table}}
    </details>
    </div>
    {{/policies}}
    </div>
    {{#isFolded}}
    </details>
    {{/isFolded}}
    {{/changes}}
    {{/hasChanges}}
    {{^hasChanges}}
    <p>There is no other policy to compare with.</p>
    {{/hasChanges}}
    </section>

    """#

  static let proof = #"""
    <section id="proof" aria-labelledby="proof-heading">
    <h2 id="proof-heading">What is proven</h2>
    <p>What anyone can check with pencil and paper, in principle, is kept apart from what rests on a solver's word. \#
    Every figure of this report is recomputed from the allocation itself, not taken from a solver.</p>
    {{#claims}}
    {{> table}}
    {{/claims}}
    <h3>Would another outcome be as good?</h3>
    {{#uniqueness}}
    {{#hasTitle}}
    <h4>{{title}}</h4>
    {{/hasTitle}}
    <ul>
    {{#policies}}
    <li>{{title}}: {{text}}</li>
    {{/policies}}
    </ul>
    {{/uniqueness}}
    {{#optima}}
    {{> table}}
    {{/optima}}
    {{#hasServices}}
    <details><summary>Who is served under every, some or no optimal allocation</summary>
    {{#services}}
    {{> table}}
    {{/services}}
    </details>
    {{/hasServices}}
    </section>
    <section id="limits" aria-labelledby="limits-heading">
    <h2 id="limits-heading">Assumed and not verified</h2>
    {{#hasAssumptions}}
    <h3>Assumed</h3>
    <ul>
    {{#assumptions}}
    <li>{{.}}</li>
    {{/assumptions}}
    </ul>
    {{/hasAssumptions}}
    {{#hasUnverified}}
    <h3>Used without having been verified</h3>
    <ul>
    {{#unverified}}
    <li>{{statement}} <small>To be looked up in: {{source}}</small></li>
    {{/unverified}}
    </ul>
    {{/hasUnverified}}
    <h3>To be kept in mind</h3>
    <ul>
    {{#caveats}}
    <li>{{.}}</li>
    {{/caveats}}
    </ul>
    </section>

    """#

  static let annex = #"""
    <section id="annex" aria-labelledby="annex-heading">
    <h2 id="annex-heading">Every administration</h2>
    <p>Open a group, then an administration. The ratio is what a member State holds over an equal share of what all \#
    member States hold: 1 is equal.</p>
    {{#annex}}
    <details><summary>{{title}}: {{count}}</summary>
    {{#members}}
    <details><summary><b>{{symbol}}</b> {{name}} <span class="quiet">{{summary}}</span></summary>
    <p class="quiet">{{facts}}</p>
    <div class="scroll"><table>
    <thead><tr><th scope="col">Policy</th><th scope="col">Networks</th><th scope="col">of them filed</th>\#
    <th scope="col">Channels</th><th scope="col">Holding, {{unit}}</th><th scope="col">Ratio</th></tr></thead>
    <tbody>
    {{#rows}}
    <tr><th scope="row">{{policy}}</th><td>{{networks}}</td><td>{{filed}}</td><td>{{channels}}</td><td>{{holding}}</td>\#
    <td>{{ratio}}</td></tr>
    {{/rows}}
    </tbody></table></div>
    </details>
    {{/members}}
    </details>
    {{/annex}}
    </section>

    """#

  static let verify = #"""
    <section id="verify" aria-labelledby="verify-heading">
    <h2 id="verify-heading">How to verify</h2>
    <p>Run these in the directory that holds this page. The first re-checks every grant, refusal, measure and \#
    certificate from the files alone, without a solver; the second makes the comparison anew from the copies in inputs, and its results.json has the same \#
    bytes. Give it the options that the comparison was given, policies by their names. Why a request was refused stands in allocation.csv, in the columns reason and blocking.</p>
    <pre>orbitshare verify .
    orbitshare compare inputs/scenario.yaml --out AGAIN &amp;&amp; cmp results.json AGAIN/results.json</pre>
    </section>

    """#
}
