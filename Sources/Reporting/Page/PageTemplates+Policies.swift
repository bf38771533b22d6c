// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

extension PageTemplates {
  static let frontier = #"""
    {{#hasFrontier}}
    <section id="frontier" aria-labelledby="frontier-heading">
    <h2 id="frontier-heading">What fairness costs</h2>
    {{#frontier}}
    <p>{{sentence}}</p>
    {{#figure}}
    {{> figure}}
    {{/figure}}
    {{#table}}
    {{> table}}
    {{/table}}
    {{/frontier}}
    </section>
    {{/hasFrontier}}

    """#

  static let market = #"""
    {{#hasMarket}}
    <section id="market" aria-labelledby="market-heading">
    <h2 id="market-heading">What is paid, and who is priced out</h2>
    {{#market}}
    <ul>
    {{#sentences}}
    <li>{{.}}</li>
    {{/sentences}}
    </ul>
    {{#figures}}
    {{> figure}}
    {{/figures}}
    {{#tables}}
    {{> table}}
    {{/tables}}
    <p>Assumed here:</p>
    <ul>
    {{#assumptions}}
    <li>{{.}}</li>
    {{/assumptions}}
    </ul>
    {{/market}}
    </section>
    {{/hasMarket}}

    """#

  static let chances = #"""
    {{#hasChances}}
    <section id="chances" aria-labelledby="chances-heading">
    <h2 id="chances-heading">Chances</h2>
    <p>Where lots decide, the outcome shown elsewhere is one of many. This is how often each administration that asks is \#
    served, and what it holds on average.</p>
    {{#chances}}
    <h3>{{title}}</h3>
    <ul>
    {{#sentences}}
    <li>{{.}}</li>
    {{/sentences}}
    </ul>
    {{#figure}}
    {{> figure}}
    {{/figure}}
    <details><summary>Every administration</summary>
    {{#table}}
    {{> table}}
    {{/table}}
    </details>
    {{/chances}}
    </section>
    {{/hasChances}}

    """#

  static let policies = #"""
    <section id="policies" aria-labelledby="policies-heading">
    <h2 id="policies-heading">The policies</h2>
    {{#families}}
    {{#hasTitle}}
    <h3>{{title}}</h3>
    {{/hasTitle}}
    {{#policies}}
    <details class="printed"><summary>{{title}}</summary>
    <p id="{{anchor}}">{{description}}</p>
    <ol>
    {{#rules}}
    <li>{{.}}</li>
    {{/rules}}
    </ol>
    {{#hasSource}}
    <p class="quiet">{{source}}</p>
    {{/hasSource}}
    {{#hasRefusals}}
    <p class="quiet">Refused: {{refusals}}.</p>
    {{/hasRefusals}}
    {{#hasLinks}}
    <p class="quiet links">On this page:{{#links}} <a href="#{{target}}">{{text}}</a>{{/links}}</p>
    {{/hasLinks}}
    </details>
    {{/policies}}
    {{/families}}
    </section>

    """#
}
