// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// The style sheet of the report, for screen, phone and A4.
enum PageStyle {
  /// The style sheet.
  static let css = """
    :root{color-scheme:light;--ink:#1a1a1a;--quiet:#555;--line:#d0d0d0;--ground:#f5f6f7;--accent:#0072B2}
    *{box-sizing:border-box}
    html{-webkit-text-size-adjust:100%}
    body{margin:0;background:#fff;color:var(--ink);font:16px/1.5 system-ui,'Segoe UI',Roboto,'Helvetica Neue',\
    'Noto Sans','DejaVu Sans',Arial,sans-serif}
    header,main,footer{max-width:1200px;margin:0 auto;padding:0 24px}
    header{padding-top:32px}
    h1{font-size:1.9rem;line-height:1.2;margin:0 0 8px}
    h2{font-size:1.35rem;line-height:1.25;margin:48px 0 12px;padding-top:10px;border-top:2px solid var(--ink)}
    h3{font-size:1.08rem;margin:28px 0 8px}
    p,li,dd{max-width:75ch}
    p{margin:0 0 12px}
    a{color:var(--accent)}
    .question{font-size:1.15rem;max-width:65ch}
    .quiet,small,caption .quiet{color:var(--quiet)}
    small{font-size:.82em}
    nav{margin:20px 0 0;padding:12px 16px;background:var(--ground)}
    nav ol{columns:3 220px;margin:0;padding-left:22px;font-size:.95rem}
    .answer{border-left:5px solid var(--accent);background:var(--ground);padding:14px 20px;margin:0}
    .answer li{margin:0 0 10px}
    .answer ul{margin:0;padding-left:20px}
    dl.facts{display:grid;grid-template-columns:minmax(130px,max-content) 1fr;gap:6px 20px;margin:0 0 16px}
    dl.facts dt{color:var(--quiet)}
    dl.facts dd{margin:0}
    .scroll{overflow-x:auto;margin:0 0 8px}
    .long{max-height:85vh;overflow:auto;border-bottom:1px solid var(--line)}
    .long thead th{position:sticky;top:0;z-index:2;background:#fff;box-shadow:inset 0 -2px var(--ink)}
    .long thead th:first-child{z-index:3}
    th a{color:inherit;text-decoration-color:var(--line)}
    .links a{margin-right:.8em}
    .scroll:focus-visible{outline:2px solid var(--accent)}
    table{border-collapse:collapse;font-size:.88rem;line-height:1.35;font-variant-numeric:tabular-nums;margin:8px 0}
    caption{caption-side:top;text-align:left;font-weight:600;font-size:.95rem;padding:6px 0}
    caption span{display:inline-block;position:sticky;left:0;max-width:calc(100vw - 48px)}
    th,td{padding:5px 8px;border-bottom:1px solid var(--line);vertical-align:top;text-align:right}
    thead th{vertical-align:bottom;border-bottom:2px solid var(--ink);font-weight:600;min-width:64px}
    thead th small,tbody th small{display:block;font-weight:400}
    th:first-child{text-align:left;font-weight:600;min-width:120px;position:sticky;left:0;background:#fff}
    th.w,td.w{text-align:left;min-width:140px;overflow-wrap:anywhere}
    td.best{font-weight:700}
    tr.family th{background:var(--ground);font-weight:600;padding-top:8px}
    .warning{border-left:5px solid #D55E00;background:var(--ground);padding:10px 20px;margin:0 0 20px}
    .warning h3{margin:0 0 4px}
    .warning ul{margin:0;padding-left:20px}
    h4{font-size:1rem;margin:16px 0 4px}
    td:not(.w){white-space:nowrap}
    td small{display:block;font-weight:400}
    td.w small{max-width:46ch}
    .pair details>summary{font-size:.9rem;font-weight:400;padding:4px 0}
    .notes{font-size:.85rem;color:var(--quiet);margin:0 0 16px}
    figure{margin:20px 0 28px}
    figure svg{display:block;width:100%;max-width:880px;height:auto}
    figcaption{font-size:.9rem;color:var(--quiet);margin-top:4px}
    .pair{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,500px),1fr));gap:8px 32px}
    .pair>*{min-width:0}
    .pair figure{margin:8px 0}
    details{border:1px solid var(--line);border-radius:4px;margin:8px 0;padding:0 14px}
    details>summary{cursor:pointer;padding:8px 0;font-weight:600}
    details[open]>summary{margin-bottom:6px}
    details details{border-width:0 0 1px;border-radius:0;margin:0;padding:0 4px}
    details details>summary{font-weight:400;padding:4px 0}
    summary b{display:inline-block;min-width:3.2em}
    code,pre{font-family:ui-monospace,'DejaVu Sans Mono',Menlo,Consolas,monospace;font-size:.88em}
    pre{background:var(--ground);padding:12px 16px;overflow-x:auto}
    dl.definitions dt{font-weight:600;margin-top:8px}
    dl.definitions dd{margin:0 0 4px}
    footer{margin-top:48px;padding-bottom:40px;color:var(--quiet);font-size:.9rem}
    @media (max-width:640px){
    body{font-size:16px}
    header,main,footer{padding-left:14px;padding-right:14px}
    header{padding-top:20px}
    h1{font-size:1.5rem}
    nav ol{columns:1}
    dl.facts{grid-template-columns:1fr;gap:0}
    dl.facts dd{margin-bottom:10px}
    .answer{padding:12px 14px}
    figure .scroll svg{max-width:none;width:640px}
    .pair figure .scroll svg{width:500px}
    table{font-size:.82rem}
    caption span{max-width:calc(100vw - 28px)}
    th:first-child{min-width:118px;max-width:38vw;overflow-wrap:break-word;hyphens:auto}
    tr.family th:first-child{max-width:none}
    th,td{padding:5px 6px}
    }
    @page{size:A4;margin:16mm 14mm}
    @media print{
    body{font-size:10pt}
    header,main,footer{max-width:none;padding:0}
    nav{display:none}
    h2{margin-top:24px;break-after:avoid}
    h3,h4,caption,tr.family{break-after:avoid}
    h1{font-size:20pt}
    .scroll{overflow:visible;max-height:none;border:0}
    .long thead th{position:static;box-shadow:none}
    th.w,td.w{overflow-wrap:break-word}
    .links{display:none}
    details:not([open]):not(.printed){display:none}
    #annex>details:not([open]){display:block}
    table{font-size:7.6pt;width:100%}
    thead{display:table-header-group}
    thead th,th.w,td.w{min-width:0}
    th,td{padding:3px 4px}
    th:first-child{min-width:0;position:static}
    caption{font-size:9pt}
    .notes,figcaption,footer{font-size:8pt}
    caption span{position:static;max-width:none}
    tr,figure,.scroll,.answer li{break-inside:avoid}
    p,li,dd{max-width:none}
    h2,h3,nav+*,summary{break-after:avoid}
    details.printed::details-content{content-visibility:visible;block-size:auto;display:block}
    figure svg{width:100%;max-width:none;max-height:225mm}
    .pair{display:block}
    .pair figure svg{max-width:150mm}
    #proof td{white-space:normal}
    #proof td.w{min-width:27mm}
    #proof td:nth-child(2){min-width:44mm}
    #proof .scroll,#annex .scroll,.scroll:has(tr.family){break-inside:auto}
    details:not([open]){padding:0 8px}
    a{color:inherit;text-decoration:none}
    }
    """
}
