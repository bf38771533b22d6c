// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Mustache

/// The templates of the report. Everything in double braces is escaped; only drawings and the style sheet, which are
/// markup already, stand in triple braces.
enum PageTemplates {
  /// The templates by name.
  static let all: [(name: String, text: String)] = [
    ("page", page), ("question", question), ("answer", answer), ("comparison", comparison), ("frontier", frontier),
    ("market", market), ("chances", chances), ("places", places), ("policies", policies), ("proof", proof),
    ("annex", annex), ("verify", verify),
  ]

  /// What the pages of all reports are made with: the head, tables and figures.
  private static let shared: [(name: String, text: String)] = [("head", head), ("table", table), ("figure", figure)]

  /// A page as text.
  ///
  /// - Parameters:
  ///   - templates: its own templates by name, `page` among them.
  ///   - view: what they show.
  /// - Throws: an error of the template library where a template is not well formed, which tests rule out.
  static func html(_ templates: [(name: String, text: String)], view: [String: Any]) throws -> String {
    var library = MustacheLibrary()
    for (name, text) in shared + templates { try library.register(text, named: name) }
    return library.render(view, withTemplate: "page") ?? ""
  }

  private static let head = #"""
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8"/>
    <meta name="viewport" content="width=device-width, initial-scale=1"/>
    <meta name="generator" content="{{program}} {{version}}"/>
    <title>{{title}}</title>
    <style>
    {{{style}}}
    </style>
    </head>

    """#

  private static let page = #"""
    {{> head}}
    <body>
    <header>
    <h1>{{title}}</h1>
    <p class="question">{{question}}</p>
    <p class="quiet">Scenario {{scenario}} · data of {{snapshot}} · {{program}} {{version}}</p>
    <nav aria-label="Contents"><ol>
    <li><a href="#question">What was asked, of which data</a></li>
    <li><a href="#answer">The answer</a></li>
    <li><a href="#comparison">Policies and measures</a></li>
    {{#hasFrontier}}
    <li><a href="#frontier">What fairness costs</a></li>
    {{/hasFrontier}}
    {{#hasMarket}}
    <li><a href="#market">What is paid</a></li>
    {{/hasMarket}}
    {{#hasChances}}
    <li><a href="#chances">Chances</a></li>
    {{/hasChances}}
    <li><a href="#arc">Who sits where</a></li>
    <li><a href="#groups">Groups of countries</a></li>
    <li><a href="#changes">Who gains and who loses</a></li>
    <li><a href="#policies">The policies</a></li>
    <li><a href="#proof">What is proven</a></li>
    <li><a href="#limits">Assumed and not verified</a></li>
    <li><a href="#annex">Every administration</a></li>
    <li><a href="#verify">How to verify</a></li>
    </ol></nav>
    </header>
    <main>
    {{> question}}
    {{> answer}}
    {{> comparison}}
    {{> frontier}}
    {{> market}}
    {{> chances}}
    {{> places}}
    {{> policies}}
    {{> proof}}
    {{> annex}}
    {{> verify}}
    </main>
    <footer><p>Made by {{program}} {{version}} from results.json alone. The numbers behind every figure and table are in \#
    the files beside this page.</p></footer>
    </body>
    </html>

    """#

  private static let table = #"""
    <div class="scroll{{#isLong}} long{{/isLong}}" tabindex="0" role="region" aria-label="{{caption}}">
    <table>
    <caption><span>{{caption}}</span></caption>
    <thead><tr><th scope="col">{{corner}}</th>{{#columns}}<th scope="col"{{#isWords}} class="w"{{/isWords}}>{{title}}\#
    {{#hasNote}} <small>{{note}}</small>{{/hasNote}}</th>{{/columns}}</tr></thead>
    <tbody>
    {{#rows}}
    {{#isHeading}}
    <tr class="family"><th colspan="{{span}}" scope="rowgroup">{{head}}</th></tr>
    {{/isHeading}}
    {{^isHeading}}
    <tr><th scope="row">{{#hasTarget}}<a href="#{{target}}">{{head}}</a>{{/hasTarget}}{{^hasTarget}}{{head}}{{/hasTarget}}\#
    {{#hasNote}} <small>{{note}}</small>{{/hasNote}}</th>{{#cells}}\#
    <td{{#isWords}} class="w"{{/isWords}}{{#isBest}} class="best"{{/isBest}}>{{#isBest}}★\#u{A0}{{/isBest}}{{text}}\#
    {{#hasNote}} <small>{{note}}</small>{{/hasNote}}</td>{{/cells}}</tr>
    {{/isHeading}}
    {{/rows}}
    </tbody>
    </table>
    </div>
    {{#notes}}
    <p class="notes">{{.}}</p>
    {{/notes}}

    """#

  private static let figure = #"""
    <figure id="{{name}}">
    <div class="scroll" tabindex="0" role="region" aria-label="{{title}}">
    {{{svg}}}
    </div>
    <figcaption>{{title}}. <a href="figures/{{name}}.svg">Drawing</a>, <a href="figures/{{name}}.csv">numbers</a>.\#
    </figcaption>
    </figure>

    """#
}
