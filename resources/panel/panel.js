"use strict";
(() => {
  const DAY = 1440, LANE = 30, AXIS = 34, APART = 22, NS = "http://www.w3.org/2000/svg";
  const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
  const at = (id) => document.getElementById(id);
  const make = (name, words, parent) => { const e = document.createElement(name); if (words) e.textContent = words; if (parent) parent.append(e); return e; };
  let data, entries = [], byId = new Map(), shown = [], chosen = 0, comments = [], unsaved = false, scale = null, frame = 0, openDay = "";

  // ---- opening -------------------------------------------------------------------------------------
  const bytes = (text) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
  async function unlocked(sealed, passphrase) {
    const words = new TextEncoder().encode(passphrase.normalize("NFC"));
    const base = await crypto.subtle.importKey("raw", words, "PBKDF2", false, ["deriveKey"]);
    const way = { name: "PBKDF2", hash: "SHA-256", salt: bytes(sealed.salt), iterations: sealed.rounds };
    const key = await crypto.subtle.deriveKey(way, base, { name: "AES-GCM", length: 256 }, false, ["decrypt"]);
    const open = await crypto.subtle.decrypt({ name: "AES-GCM", iv: bytes(sealed.iv) }, key, bytes(sealed.box));
    return JSON.parse(new TextDecoder().decode(open));
  }
  function begin() {
    const held = JSON.parse(at("data").textContent);
    if (!held.sealed) { start(held); return; }
    at("lock").hidden = false;
    const said = at("lock-said");
    if (!window.crypto || !crypto.subtle) { said.textContent = "This browser cannot open protected files from a folder. Use a current Edge, Chrome, Firefox or Safari."; return; }
    const go = async () => {
      said.textContent = "Opening …"; at("unlock").disabled = true;
      try { const open = await unlocked(held.sealed, at("passphrase").value); at("passphrase").value = ""; at("lock").hidden = true; start(open); at("title").focus(); }
      catch { said.textContent = "That is not the passphrase, or the file is damaged."; }
      at("unlock").disabled = false;
    };
    at("unlock").addEventListener("click", go);
    at("passphrase").addEventListener("keydown", (e) => { if (e.key === "Enter") go(); });
    at("passphrase").focus();
  }
  function start(open) {
    data = open;
    entries = data.entries.map((e) => ({ id: e[0], lane: e[1], start: e[2], end: e[3], look: e[4], vague: e[5], when: e[6], wording: e[7], person: e[8],
      what: e[9], response: e[10], comment: e[11], chair: e[12], marks: e[13], event: e[14], source: e[15], order: e[16] }));
    for (const e of entries) { byId.set(e.id, e); e.folded = [e.when, e.wording, data.lanes[e.lane].title, e.person, e.what, e.response, e.comment, e.chair, e.marks, e.source].join("\n").toLowerCase(); }
    at("whole").hidden = false;
    document.title = data.about.title;
    at("title").textContent = data.about.title; at("title").tabIndex = -1;
    at("marking").textContent = data.about.marking;
    at("about").textContent = `${data.about.shown}. Only: ${data.about.filter}. ${data.about.edition}. ${data.about.made}.`;
    at("foot").textContent = `${data.about.marking}. ${data.about.edition}. ${data.about.made}. This page is one file; it fetches nothing and sends nothing.`;
    lookAtFirst(); offerAgencies(); connect(); fit(); filter(); detail(); listComments();
  }

  // ---- filter --------------------------------------------------------------------------------------
  function offerAgencies() {
    const into = at("agencies").querySelector("div");
    data.lanes.forEach((lane, n) => {
      const label = make("label", "", into), box = make("input", "", label);
      box.type = "checkbox"; box.value = n; box.addEventListener("change", filter);
      label.append(`${lane.code}  ${lane.title}`);
    });
  }
  const minuteOf = (day) => { const [y, m, d] = day.split("-").map(Number); const t = new Date(0); t.setUTCFullYear(y, m - 1, d); return (t.getTime() / 864e5 + 719163) * DAY; };
  function filter() {
    const terms = at("words").value.toLowerCase().split(/\s+/).filter(Boolean);
    const lanes = new Set([...at("agencies").querySelectorAll("input:checked")].map((b) => Number(b.value)));
    const first = at("first").value ? minuteOf(at("first").value) : null, last = at("last").value ? minuteOf(at("last").value) + DAY : null;
    const only = at("only").value, commented = new Set(comments.map((c) => c.entry));
    shown = entries.filter((e) => terms.every((t) => e.folded.includes(t)) && (!lanes.size || lanes.has(e.lane))
      && (first === null || (e.start !== null && e.end > first)) && (last === null || (e.start !== null && e.start < last))
      && (only !== "comments" || commented.has(e.id)) && (only !== "marks" || e.marks) && (only !== "event" || e.event)
      && (only !== "undated" || e.start === null));
    at("agencies").querySelector("summary").textContent = lanes.size ? `Agencies: ${lanes.size} of ${data.lanes.length}` : "Agencies: all";
    const undated = shown.filter((e) => e.start === null).length;
    at("shown").textContent = `Shown: ${shown.length.toLocaleString("en-GB")} of ${entries.length.toLocaleString("en-GB")}` + (undated ? `; ${undated} undated not drawn` : "");
    draw(); fillTable();
  }

  // ---- the drawing ---------------------------------------------------------------------------------
  const names = () => (at("drawing").clientWidth < 600 ? 44 : 170);  // on a phone the code alone
  const room = () => Math.max(at("drawing").clientWidth - names(), 60);
  function fit() {
    const dated = entries.filter((e) => e.start !== null);
    const first = dated.reduce((m, e) => Math.min(m, e.start), Infinity), last = dated.reduce((m, e) => Math.max(m, e.end), -Infinity);
    const left = dated.length ? first : 735000 * DAY, span = dated.length ? Math.max(last - first, 60) : 365 * DAY;
    scale = { left: left - span * 0.03, per: span * 1.06 / room() };
  }
  const x = (minute) => (minute - scale.left) / scale.per;
  function zoom(factor, px) {
    const held = scale.left + px * scale.per;
    scale.per = Math.min(Math.max(scale.per * factor, 0.03), 90000); scale.left = held - px * scale.per; later();
  }
  const later = () => { if (!frame) frame = requestAnimationFrame(() => { frame = 0; draw(); }); };
  const svg = (name, set, parent, words) => { const e = document.createElementNS(NS, name); for (const k in set) e.setAttribute(k, set[k]); if (words) e.textContent = words; parent.append(e); return e; };
  const isDark = () => document.documentElement.dataset.look === "dark";
  const ink = (lane) => lane.colours[isDark() ? 1 : 0];
  const dateOf = (minute) => new Date((Math.floor(minute / DAY) - 719163) * 864e5);
  function ticks(width) {
    const least = 70 * scale.per, right = scale.left + width * scale.per, made = [];
    for (const step of [15, 30, 60, 180, 360, 720]) if (step >= least) { for (let m = Math.ceil(scale.left / step) * step; m < right; m += step) { const d = dateOf(m), c = ((m % DAY) + DAY) % DAY;
      made.push([m, c ? `${String(Math.floor(c / 60)).padStart(2, "0")}:${String(c % 60).padStart(2, "0")}` : `${d.getUTCDate()} ${MONTHS[d.getUTCMonth()]} ${d.getUTCFullYear()}`]); } return made; }
    for (const days of [1, 2, 7]) if (days * DAY >= least) { for (let n = Math.ceil(scale.left / DAY / days) * days; n * DAY < right; n += days) { const d = dateOf(n * DAY); made.push([n * DAY, `${d.getUTCDate()} ${MONTHS[d.getUTCMonth()]}${d.getUTCDate() <= days ? " " + d.getUTCFullYear() : ""}`]); } return made; }
    const months = [1, 3, 6, 12, 24, 60, 120, 240, 600, 1200].find((m) => m * 30 * DAY >= least) || 1200, from = dateOf(scale.left);
    for (let n = Math.floor((from.getUTCFullYear() * 12 + from.getUTCMonth()) / months) * months; ; n += months) {
      const d = new Date(0); d.setUTCFullYear(Math.floor(n / 12), n % 12, 1); const m = (d.getTime() / 864e5 + 719163) * DAY;
      if (m > right) break; made.push([m, n % 12 ? MONTHS[n % 12] : String(Math.floor(n / 12))]);
    }
    return made;
  }
  function draw() {
    const into = at("drawing"), width = room(), NAMES = names(), lanes = data.lanes, high = AXIS + lanes.length * LANE;
    into.replaceChildren(); into.setAttribute("height", high);
    const ground = svg("g", { "aria-hidden": "true" }, into);
    lanes.forEach((lane, n) => {
      const y = AXIS + n * LANE;
      if (n % 2) svg("rect", { x: 0, y, width: width + NAMES, height: LANE, fill: "var(--panel)" }, ground);
      svg("rect", { x: 4, y: y + 6, width: 34, height: 18, rx: 3, fill: ink(lane) }, ground);
      svg("text", { x: 21, y: y + 19, class: "count" }, ground, lane.code);
      if (NAMES > 60) svg("text", { x: 44, y: y + 19, class: "lane-name" }, ground, lane.title.length > 20 ? lane.title.slice(0, 19) + "…" : lane.title);
    });
    const clip = svg("svg", { x: NAMES, y: 0, width, height: high, role: "presentation" }, into);
    const back = svg("g", { "aria-hidden": "true" }, clip);
    drawGaps(back, width);
    for (const band of data.bands) { svg("rect", { x: x(band[1]), y: AXIS, width: Math.max(x(band[2]) - x(band[1]), 2), height: high - AXIS, fill: "var(--accent)", opacity: 0.13 }, back); svg("text", { x: Math.max(x(band[1]), 0) + 4, y: AXIS - 2 }, back, band[0]); }
    for (const [minute, words] of ticks(width)) { svg("rect", { x: x(minute), y: AXIS - 6, width: 1, height: high, fill: "var(--grid)" }, back); svg("text", { x: x(minute) + 3, y: 14 }, back, words); }
    for (const sign of data.signs) { svg("rect", { x: x(sign[0]), y: 0, width: sign[2] ? 2 : 1, height: high, fill: sign[2] ? "var(--bad)" : "var(--quiet)" }, back); svg("text", { x: x(sign[0]) + 4, y: 28 }, back, sign[1]); }
    drawJoints(back, width);
    const order = drawItems(clip, width);
    const has = order.length > 0;
    into.setAttribute("role", has ? "listbox" : "img");
    into.setAttribute("aria-label", `Timeline of ${at("shown").textContent}`);
    const current = has && order.find((o) => o.ids.includes(chosen));
    if (current) into.setAttribute("aria-activedescendant", current.node.id); else into.removeAttribute("aria-activedescendant");
  }
  function drawGaps(back, width) {
    const defs = svg("defs", {}, back), pattern = svg("pattern", { id: "hatch", width: 7, height: 7, patternUnits: "userSpaceOnUse", patternTransform: "rotate(35)" }, defs);
    svg("rect", { width: 1, height: 7, fill: "var(--warn)", opacity: 0.45 }, pattern);
    data.lanes.forEach((lane, n) => { for (const gap of lane.gaps) { const left = Math.max(x(gap[0]), 0), right = Math.min(x(gap[1]), width); if (right > left + 2) svg("title", {}, svg("rect", { x: left, y: AXIS + n * LANE + 3, width: right - left, height: LANE - 6, fill: "url(#hatch)" }, back), gap[2]); } });
  }
  function drawJoints(back, width) {
    const of = new Map();
    for (const e of shown) if (e.event && e.start !== null) { if (!of.has(e.event)) of.set(e.event, []); of.get(e.event).push(e); }
    let count = 0;
    for (const held of of.values()) {
      const ys = held.map((e) => AXIS + e.lane * LANE + 22), px = x((held[0].start + held[0].end) / 2);
      if (held.length > 1 && Math.max(...ys) > Math.min(...ys) && px > 0 && px < width && count++ < 400) svg("rect", { x: px, y: Math.min(...ys), width: 1.3, height: Math.max(...ys) - Math.min(...ys), fill: "var(--text)" }, back);
    }
  }
  function drawItems(clip, width) {
    const bin = APART * scale.per, order = [], right = scale.left + width * scale.per;
    const bins = new Map(), free = data.lanes.map(() => [-Infinity, -Infinity]);
    for (const e of shown) {
      if (e.start === null || e.end < scale.left || e.start > right) continue;
      const row = e.end - e.start > bin ? free[e.lane].findIndex((until) => until <= e.start) : -1;
      if (row >= 0) { free[e.lane][row] = e.end; order.push({ ids: [e.id], lane: e.lane, start: e.start, end: e.end, row, span: true }); continue; }
      const key = `${e.lane} ${Math.floor((e.start + e.end) / 2 / bin)}`;
      if (bins.has(key)) { const b = bins.get(key); b.ids.push(e.id); b.start = Math.min(b.start, e.start); b.end = Math.max(b.end, e.end); }
      else { const b = { ids: [e.id], lane: e.lane, start: e.start, end: e.end, row: -1, span: false }; bins.set(key, b); order.push(b); }
    }
    order.sort((a, b) => a.start - b.start || a.lane - b.lane);
    order.forEach((o, n) => { o.node = drawOne(clip, o, n); });
    return order;
  }
  function drawOne(clip, o, n) {
    const lane = data.lanes[o.lane], colour = ink(lane), y = AXIS + o.lane * LANE, one = byId.get(o.ids[0]), many = o.ids.length > 1;
    const place = o.ids.indexOf(chosen), at1 = byId.get(chosen);
    const words = many && place >= 0 ? `${place + 1} of ${o.ids.length} here: ${at1.when}, ${lane.title}: ${at1.what.slice(0, 140)}` : many ? `${o.ids.length} entries, ${lane.title}, from ${one.when}` : `${one.when}, ${lane.title}: ${one.what.slice(0, 140)}`;
    const g = svg("g", { id: `o${n}`, role: "option", "aria-label": words, "aria-selected": o.ids.includes(chosen) }, clip);
    let left, wide = 13, top = y + 15, tall = 13;
    if (o.span) {
      left = x(o.start); wide = Math.max(x(o.end) - left, 3); top = y + 3 + o.row * 6; tall = 5;
      const fades = one.look > 1 ? Math.min(wide * 0.3, 60) : 0;
      if (fades) { for (let k = 0; k < 4; k++) { const w = fades / 4, o2 = 0.6 * (k + 0.5) / 4; svg("rect", { x: left + k * w, y: top, width: w, height: tall, fill: colour, opacity: o2 }, g); svg("rect", { x: left + wide - (k + 1) * w, y: top, width: w, height: tall, fill: colour, opacity: o2 }, g); } }
      if (one.look > 7) { const w = one.look === 8 ? -1 : 1, from = w < 0 ? left : left + wide; svg("path", { d: `M${from} ${top + 2.5}H${from + 20 * w}M${from + 16 * w} ${top - 1.5}L${from + 20 * w} ${top + 2.5}L${from + 16 * w} ${top + 6.5}`, fill: "none", stroke: colour, "stroke-width": 1.6 }, g); }
      svg("rect", { x: left + fades, y: top, width: Math.max(wide - 2 * fades, 1), height: tall, fill: colour, opacity: fades ? 0.6 : 1 }, g);
    } else {
      wide = many ? (o.ids.length < 100 ? 19 : 27) : 13; left = x((o.start + o.end) / 2) - wide / 2;
      if (many) { svg("rect", { x: left, y: top, width: wide, height: tall, rx: 4, fill: colour }, g); svg("text", { x: left + wide / 2, y: top + 10, class: "count" }, g, String(o.ids.length)); }
      else shape(g, one, left + 6.5, top + 6.5, colour);
    }
    if (o.ids.includes(chosen)) svg("rect", { x: left - 3, y: top - 3, width: wide + 6, height: tall + 6, rx: 5, class: "chosen-ring" }, g);
    svg("title", {}, g, words);
    g.addEventListener("click", (e) => { e.stopPropagation(); if (many && !o.span) closer(o); else choose(o.ids[0]); });
    return g;
  }
  function shape(g, e, cx, cy, colour) {
    const solid = e.look < 3 && !e.vague, set = { fill: solid ? colour : "none", stroke: colour, "stroke-width": 1.6 };
    if (e.vague) set["stroke-dasharray"] = "2 2";
    svg("rect", { x: cx - 9, y: cy - 9, width: 18, height: 18, fill: "transparent" }, g);
    if (e.look === 0 || e.look === 2) svg("circle", { ...set, cx, cy, r: 5 }, g);
    else if (e.look === 1) svg("rect", { ...set, x: cx - 5, y: cy - 5, width: 10, height: 10 }, g);
    else if (e.look < 5) svg("path", { ...set, d: `M${cx} ${cy - 6}L${cx + 6} ${cy}L${cx} ${cy + 6}L${cx - 6} ${cy}Z` }, g);
    else if (e.look === 5) svg("path", { ...set, d: `M${cx} ${cy - 6}L${cx + 6} ${cy + 5}L${cx - 6} ${cy + 5}Z` }, g);
    else if (e.look === 6) svg("path", { ...set, d: `M${cx - 6} ${cy}L${cx - 3} ${cy - 5}L${cx + 3} ${cy - 5}L${cx + 6} ${cy}L${cx + 3} ${cy + 5}L${cx - 3} ${cy + 5}Z` }, g);
    else if (e.look > 7) { const w = e.look === 8 ? -1 : 1; svg("path", { ...set, fill: "none", d: `M${cx - 6 * w} ${cy - 5}V${cy + 5}M${cx - 6 * w} ${cy}H${cx + 6 * w}M${cx + 2 * w} ${cy - 4}L${cx + 6 * w} ${cy}L${cx + 2 * w} ${cy + 4}` }, g); }
    else svg("path", { ...set, d: `M${cx - 6} ${cy - 5}V${cy + 5}M${cx + 6} ${cy - 5}V${cy + 5}M${cx - 6} ${cy}H${cx + 6}` }, g);
  }
  function closer(o) { const span = Math.max(o.end - o.start, 60); scale.per = span * 1.4 / room(); scale.left = o.start - span * 0.2; later(); }
  function step(by) {
    const dated = shown.filter((e) => e.start !== null); if (!dated.length) return;
    const now = dated.findIndex((e) => e.id === chosen), middle = scale.left + room() / 2 * scale.per;
    const next = Math.abs(by) > dated.length ? (by < 0 ? 0 : dated.length - 1) : now >= 0 ? Math.min(Math.max(now + by, 0), dated.length - 1) : dated.reduce((b, e, n) => Math.abs(e.start - middle) < Math.abs(dated[b].start - middle) ? n : b, 0);
    choose(dated[next].id);
  }
  function choose(id) {
    chosen = id; const e = byId.get(id);
    if (e && e.start !== null) { const px = x((e.start + e.end) / 2); if (px < 20 || px > room() - 20) scale.left = (e.start + e.end) / 2 - room() / 2 * scale.per; }
    draw(); detail();
    document.querySelectorAll("tr.chosen").forEach((r) => r.classList.remove("chosen"));
    const row = at(`r${id}`); if (row) row.classList.add("chosen");
  }

  // ---- the chosen entry and comments ---------------------------------------------------------------
  function detail() {
    const into = at("detail"), e = byId.get(chosen); into.replaceChildren();
    if (!e) { make("p", "Choose an entry in the drawing or the table to read all of it and to write a comment.", into).className = "quiet"; return; }
    const lane = data.lanes[e.lane];
    make("h3", `${e.when}, ${lane.title}`, into);
    const list = make("dl", "", into);
    for (const [name, words] of [["As written", e.wording], ["Source", e.source], ["Person", e.person], ["What happened", e.what], ["Response", e.response], ["Agency's comment", e.comment], ["Chair's comment", e.chair], ["Marks", e.marks]]) if (words) { make("dt", name, list); make("dd", words, list); }
    const others = e.event ? entries.filter((o) => o.event === e.event && o.id !== e.id) : [];
    if (others.length) { make("p", "Other accounts of this event:", into); const ul = make("ul", "", into); for (const o of others) { const b = make("button", `${o.when}, ${data.lanes[o.lane].title}`, make("li", "", ul)); b.type = "button"; b.addEventListener("click", () => choose(o.id)); } }
    for (const c of comments.filter((c) => c.entry === e.id)) make("p", `${c.author || "No name"}: ${c.text}`, into).className = "comment";
    form(into, "My comment on this entry", (text) => add({ entry: e.id, day: "", text }));
  }
  function form(into, words, keep) {
    const label = make("label", words, into); label.className = "stack";
    const area = make("textarea", "", label), b = make("button", "Add comment", into); b.type = "button"; b.className = "main";
    b.addEventListener("click", () => { if (area.value.trim()) keep(area.value.trim()); else area.focus(); });
    return area;
  }
  function add(comment) {
    comments.push({ ...comment, author: at("author").value.trim(), written: new Date().toISOString() }); unsaved = true;
    at("saved").textContent = "Comment added. It is not saved as a file yet."; detail(); listComments();
    if (at("only").value === "comments") filter();
  }
  function listComments() {
    const into = at("comments"); into.replaceChildren();
    comments.forEach((c, n) => {
      const e = byId.get(c.entry), where = e ? `${e.when}, ${data.lanes[e.lane].title}` : c.day ? c.day.split("-").reverse().join("/") : "an entry that is not in this file";
      const p = make("p", `${where} – ${c.author || "no name"}: ${c.text} `, into); p.className = "comment";
      const b = make("button", "Take back", p); b.type = "button"; b.setAttribute("aria-label", `Take back comment ${n + 1}`);
      b.addEventListener("click", () => { comments.splice(n, 1); unsaved = true; detail(); listComments(); });
    });
  }
  function save() {
    if (!comments.length) { at("saved").textContent = "There are no comments yet."; return; }
    if (!at("author").value.trim() && comments.some((c) => !c.author)) { at("saved").textContent = "Write your name first, so that the chair knows whose comments these are."; at("author").focus(); return; }
    const author = at("author").value.trim();
    for (const c of comments) if (!c.author) c.author = author;
    const reply = { "dhr-reply": 1, case: data.case, export: data.export, comments };
    const a = document.createElement("a"), url = URL.createObjectURL(new Blob([JSON.stringify(reply, null, 1)], { type: "application/json" }));
    a.href = url; a.download = `Comments ${author.replace(/[^A-Za-z0-9 _-]/g, "") || "panel"}.dhr-reply.json`; a.click(); setTimeout(() => URL.revokeObjectURL(url), 10000);
    unsaved = false; at("saved").textContent = `${comments.length} comments saved as ${a.download}. Send that file to the chair.`; listComments();
  }
  async function goOn(file) {
    try {
      const held = JSON.parse(await file.text());
      if (held["dhr-reply"] !== 1 || held.case !== data.case || !Array.isArray(held.comments)) throw new Error();
      for (const c of held.comments) if (typeof c.text === "string" && !comments.some((o) => o.written === c.written && o.text === c.text)) comments.push({ entry: Number(c.entry) || 0, day: String(c.day || ""), author: String(c.author || ""), written: String(c.written || ""), text: c.text });
      at("saved").textContent = `${held.comments.length} comments are here again.`; detail(); listComments();
    } catch { at("saved").textContent = "That is not a file of comments on this timeline."; }
  }

  // ---- the table -----------------------------------------------------------------------------------
  let filling = 0;
  function fillTable() {
    const table = at("entries"), run = ++filling; table.querySelectorAll("tbody").forEach((b) => b.remove());
    at("caption").textContent = `${at("shown").textContent}. In order; ≈ before a date: its order against the line above is not known. Undated entries at the end.`;
    let n = 0;
    const part = (size) => { const body = document.createElement("tbody"); for (const end = Math.min(n + size, shown.length); n < end; n++) body.append(row(shown[n])); if (body.childElementCount) table.append(body); };
    part(60);
    const more = () => { if (run === filling && n < shown.length) { part(200); setTimeout(more, 0); } };
    setTimeout(more, 30);
    fillTable.rest = () => { while (n < shown.length) part(500); };
  }
  function row(e) {
    const tr = document.createElement("tr"), lane = data.lanes[e.lane]; tr.id = `r${e.id}`; if (e.id === chosen) tr.className = "chosen";
    const b = make("button", (e.order ? "≈ " : "") + e.when, make("td", "", tr)); b.type = "button"; b.addEventListener("click", () => { choose(e.id); at("detail").scrollIntoView({ block: "nearest" }); });
    const td = make("td", "", tr), chip = make("span", lane.code, td); chip.className = "chip"; chip.style.background = ink(lane); td.append(lane.title);
    for (const words of [e.person, e.what, e.response, e.marks]) make("td", words, tr);
    return tr;
  }

  // ---- hands ---------------------------------------------------------------------------------------
  function lookAtFirst() { document.documentElement.dataset.look = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light"; }
  function connect() {
    let pause = 0;
    const soon = () => { clearTimeout(pause); pause = setTimeout(filter, 60); };
    for (const id of ["words", "first", "last"]) at(id).addEventListener("input", soon);
    at("only").addEventListener("change", filter);
    at("clear").addEventListener("click", () => { for (const id of ["words", "first", "last", "only"]) at(id).value = ""; at("agencies").querySelectorAll("input").forEach((b) => { b.checked = false; }); filter(); });
    at("look").addEventListener("click", () => { document.documentElement.dataset.look = isDark() ? "light" : "dark"; draw(); fillTable(); });
    at("closer").addEventListener("click", () => zoom(0.6, room() / 2)); at("further").addEventListener("click", () => zoom(1 / 0.6, room() / 2));
    at("all").addEventListener("click", () => { fit(); later(); });
    at("before").addEventListener("click", () => { scale.left -= room() * 0.3 * scale.per; later(); }); at("after").addEventListener("click", () => { scale.left += room() * 0.3 * scale.per; later(); });
    at("save").addEventListener("click", save); at("open").addEventListener("click", () => at("file").click());
    at("file").addEventListener("change", () => { if (at("file").files.length) goOn(at("file").files[0]); at("file").value = ""; });
    at("on-day").addEventListener("click", () => { const day = at("day").value; if (!day) { at("day").focus(); return; } openDay = day; const into = at("day-form"); into.replaceChildren(); form(into, `My comment on ${day.split("-").reverse().join("/")}`, (text) => { into.replaceChildren(); add({ entry: 0, day: openDay, text }); }).focus(); });
    addEventListener("beforeunload", (e) => { if (unsaved) e.preventDefault(); });
    addEventListener("beforeprint", () => fillTable.rest()); addEventListener("resize", later);
    hands(at("drawing"));
  }
  function hands(area) {
    const held = new Map(); let apart = 0;
    area.addEventListener("keydown", (e) => {
      const does = { ArrowRight: () => step(1), ArrowLeft: () => step(-1), "+": () => zoom(0.6, room() / 2), "=": () => zoom(0.6, room() / 2), "-": () => zoom(1 / 0.6, room() / 2), 0: () => { fit(); later(); },
        Home: () => step(-1e9), End: () => step(1e9), PageUp: () => { scale.left -= room() * 0.8 * scale.per; later(); }, PageDown: () => { scale.left += room() * 0.8 * scale.per; later(); }, Enter: () => at("detail").focus() }[e.key];
      if (does && !e.ctrlKey && !e.metaKey) { e.preventDefault(); does(); }
    });
    area.addEventListener("wheel", (e) => { if (e.ctrlKey || document.activeElement === area) { e.preventDefault(); zoom(e.deltaY > 0 ? 1.25 : 0.8, e.offsetX - names()); } }, { passive: false });
    area.addEventListener("pointerdown", (e) => { held.set(e.pointerId, [e.clientX, e.clientY]); apart = 0; });
    area.addEventListener("pointermove", (e) => {
      const was = held.get(e.pointerId); if (!was) return;
      held.set(e.pointerId, [e.clientX, e.clientY]);
      if (held.size === 1) { if (e.pointerType === "touch") scrollBy(0, was[1] - e.clientY); scale.left -= (e.clientX - was[0]) * scale.per; later(); }
      else { const [a, b] = [...held.values()], now = Math.hypot(a[0] - b[0], a[1] - b[1]); if (apart) zoom(apart / Math.max(now, 1), (a[0] + b[0]) / 2 - area.getBoundingClientRect().left - names()); apart = now; }
    });
    for (const end of ["pointerup", "pointercancel", "pointerleave"]) area.addEventListener(end, (e) => { held.delete(e.pointerId); apart = 0; });
  }
  begin();
})();
