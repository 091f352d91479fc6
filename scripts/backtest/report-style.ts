/** The style of the report: readable on screen and paper, light and dark, without any file beside it. */
export const reportStyle = `
:root{color-scheme:light dark;--ink:#1b2430;--soft:#5b6775;--line:#dde3ea;--paper:#fff;--best:#0b7a75;--second:#3b6fd4;--third:#b3541e;--fourth:#8a4bb0;--fifth:#9a7d0a;--naive:#c2334d;--other:#c3cad3;--good:#0b7a7526}
@media (prefers-color-scheme:dark){:root{--ink:#e7ecf2;--soft:#9aa7b5;--line:#333d49;--paper:#14191f;--best:#3fc1b8;--second:#7aa5f5;--third:#e8935c;--fourth:#c592e6;--fifth:#d8bd4a;--naive:#f0728a;--other:#4a5563;--good:#3fc1b833}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:1240px;padding:32px 24px 64px;background:var(--paper);color:var(--ink);font:15px/1.5 system-ui,sans-serif}
h1{font-size:26px;margin:0 0 4px}h2{font-size:18px;margin:36px 0 10px}
p{color:var(--soft);margin:4px 0 12px;max-width:90ch}
table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums;font-size:14px}
th,td{padding:5px 10px;text-align:right;border-bottom:1px solid var(--line);white-space:nowrap}.wide{font-size:13px}.wide th,.wide td{padding:4px 7px}
th{color:var(--soft);font-weight:600;white-space:normal;vertical-align:bottom;line-height:1.25}th:first-child,td:first-child{text-align:left}
td.best{background:var(--good);font-weight:600}
.scroll{overflow-x:auto}
.charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(420px,1fr));gap:20px;align-items:start}
figure{margin:0;padding:12px;border:1px solid var(--line);border-radius:8px}
figcaption{font-weight:600;margin-bottom:6px}
svg{width:100%;height:auto;display:block}
.tick,.name{font:11px system-ui,sans-serif;fill:var(--soft)}.name{fill:var(--ink);font-size:12px}
.grid{stroke:var(--line);stroke-width:1}
.line{fill:none;stroke-width:2;stroke-linejoin:round}
${['best', 'second', 'third', 'fourth', 'fifth', 'naive', 'other']
  .map(
    (colour) =>
      `.line.${colour}{stroke:var(--${colour});fill:none}rect.${colour},circle.${colour},i.${colour}{fill:var(--${colour});background:var(--${colour})}`,
  )
  .join('\n')}
.line.other{stroke-width:1}
.key{display:flex;flex-wrap:wrap;gap:6px 18px;margin:0 0 14px;padding:0;list-style:none;font-size:14px}
.key i{display:inline-block;width:12px;height:12px;border-radius:3px;margin-right:6px}
dl{display:grid;grid-template-columns:max-content 1fr;gap:2px 18px;margin:0;font-size:14px}
dt{color:var(--soft)}dd{margin:0;overflow-wrap:anywhere}
`;
