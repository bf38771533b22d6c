// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// The template of an auction's report; tables and figures are those of every report.
enum AuctionTemplates {
  static let page = #"""
    {{> head}}
    <body>
    <header>
    <h1>{{title}}</h1>
    {{#hasNote}}
    <p class="question">{{note}}</p>
    {{/hasNote}}
    <p class="quiet">{{program}} {{version}}</p>
    <nav aria-label="Contents"><ol>
    <li><a href="#answer">Who won and what is paid</a></li>
    <li><a href="#prices">Why these prices</a></li>
    <li><a href="#lots">{{lotsTitle}}</a></li>
    <li><a href="#bidders">Who bid</a></li>
    {{#hasCourse}}
    <li><a href="#course">Round by round</a></li>
    {{/hasCourse}}
    <li><a href="#limits">Assumed</a></li>
    <li><a href="#verify">How to verify</a></li>
    </ol></nav>
    </header>
    <main>
    {{#isCounterfactual}}
    <div class="warning" role="note"><h3>Counterfactual</h3><p>{{counterfactual}}</p></div>
    {{/isCounterfactual}}
    <section id="answer" aria-labelledby="answer-heading">
    <h2 id="answer-heading">Who won and what is paid</h2>
    <div class="answer"><ul>
    {{#answer}}
    <li>{{.}}</li>
    {{/answer}}
    </ul></div>
    {{#winners}}
    {{> table}}
    {{/winners}}
    {{#payments}}
    {{> figure}}
    {{/payments}}
    </section>
    <section id="prices" aria-labelledby="prices-heading">
    <h2 id="prices-heading">Why these prices</h2>
    <dl class="facts">
    {{#facts}}
    <dt>{{term}}</dt><dd>{{text}}</dd>
    {{/facts}}
    </dl>
    {{#demands}}
    {{> table}}
    {{/demands}}
    </section>
    <section id="lots" aria-labelledby="lots-heading">
    <h2 id="lots-heading">{{lotsTitle}}</h2>
    {{#lotsFigure}}
    {{> figure}}
    {{/lotsFigure}}
    {{#networks}}
    {{> table}}
    {{/networks}}
    {{#lots}}
    {{> table}}
    {{/lots}}
    {{#unsold}}
    {{> table}}
    {{/unsold}}
    </section>
    <section id="bidders" aria-labelledby="bidders-heading">
    <h2 id="bidders-heading">Who bid</h2>
    {{#bidders}}
    {{> table}}
    {{/bidders}}
    {{#odds}}
    {{> table}}
    {{/odds}}
    {{#rejected}}
    {{> table}}
    {{/rejected}}
    </section>
    {{#hasCourse}}
    <section id="course" aria-labelledby="course-heading">
    <h2 id="course-heading">Round by round</h2>
    {{#courseFigure}}
    {{> figure}}
    {{/courseFigure}}
    {{#course}}
    {{> table}}
    {{/course}}
    </section>
    {{/hasCourse}}
    <section id="limits" aria-labelledby="limits-heading">
    <h2 id="limits-heading">Assumed</h2>
    {{#hasAssumptions}}
    <ul>
    {{#assumptions}}
    <li>{{.}}</li>
    {{/assumptions}}
    </ul>
    {{/hasAssumptions}}
    {{^hasAssumptions}}
    <p>Nothing beyond what the file says.</p>
    {{/hasAssumptions}}
    {{#hasSource}}
    <p>Source: {{source}}</p>
    {{/hasSource}}
    </section>
    <section id="verify" aria-labelledby="verify-heading">
    <h2 id="verify-heading">How to verify</h2>
    <p>Run this in the directory that holds this page: it re-checks winners and payments from the files alone, without a \#
    solver. The auction can be held anew from the copy in inputs; its results.json then has the same bytes.</p>
    <pre>orbitshare verify .</pre>
    </section>
    </main>
    <footer><p>Made by {{program}} {{version}} from what the files beside this page say: the answer is in results.json, \#
    the bids are in bids.csv, the outcome is in outcome.csv and lots.csv, the rounds are in log.json, and what proves it is in \#
    certificate.json.</p></footer>
    </body>
    </html>

    """#
}
