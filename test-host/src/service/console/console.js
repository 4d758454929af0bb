// The console of a local host. All that is shown is set as text: names, logs and bodies come from outside.

const KEY = 'momento-console-key';
const KEPT = 500;
const SHOWN = 200;
const MESSAGES = 200;
const ANSWER_BYTES = 1 << 20;

const byId = (id) => document.getElementById(id);
const cut = (text, most) => (text.length > most ? `${text.slice(0, most)}…` : text);

/** Makes an element: properties, then children, where a string is text. */
function make(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === 'class') node.className = value;
    else if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
    else if (name in node && !name.startsWith('aria')) node[name] = value;
    else node.setAttribute(name, value === true ? '' : value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

function draw(tag, properties = {}, ...children) {
  const node = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(properties)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

const cell = (content, properties = {}) => make('td', properties, content ?? '');
const heading = (content, properties = {}) => make('th', { scope: 'row', ...properties }, content);
const badge = (text, kind = '') => make('span', { class: `badge ${kind}` }, text);
const rows = (id) => byId(id).tBodies[0];
const facts = (id, pairs) => byId(id).replaceChildren(...pairs
  .filter(([, value]) => value !== null && value !== undefined && value !== '')
  .map(([name, value]) => make('div', {}, make('dt', {}, name), make('dd', {}, value))));

/** Says something to those who do not see the page. */
function announce(text) {
  byId('announcer').textContent = text;
}

// Numbers and times

const grouped = (number) => Number(number).toLocaleString('en');
const time = (text, withDate = false) => {
  const date = new Date(text);
  const clock = `${date.toLocaleTimeString('en-GB')}${withDate ? '' : `.${String(date.getMilliseconds()).padStart(3, '0')}`}`;
  return make('time', { datetime: text, class: 'nowrap' }, withDate ? `${date.toLocaleDateString('sv')} ${clock}` : clock);
};

function lasting(milliseconds) {
  if (milliseconds < 1) return `${Math.max(1, Math.round(milliseconds * 1000))} µs`;
  if (milliseconds < 100) return `${milliseconds.toFixed(milliseconds < 10 ? 2 : 1)} ms`;
  if (milliseconds < 10_000) return `${grouped(Math.round(milliseconds))} ms`;
  const seconds = Math.round(milliseconds / 1000);
  if (seconds < 120) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 120 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

// What others have put on a server may have no end.
const left = (milliseconds) => (milliseconds === null ? 'no end' : lasting(milliseconds));

function sized(bytes) {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1 << 20) return `${(bytes / 1024).toFixed(1)} KiB`;
  return `${(bytes / (1 << 20)).toFixed(1)} MiB`;
}

// Bytes

const bytesOf = (base64) => Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));

function textOf(bytes) {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

function hexOf(bytes) {
  const lines = [];
  for (let at = 0; at < bytes.length; at += 16) {
    const line = [...bytes.slice(at, at + 16)];
    const hex = line.map((byte) => byte.toString(16).padStart(2, '0')).join(' ').padEnd(47);
    const letters = line.map((byte) => (byte > 31 && byte < 127 ? String.fromCharCode(byte) : '·')).join('');
    lines.push(`${at.toString(16).padStart(6, '0')}  ${hex}  ${letters}`);
  }
  return lines.join('\n');
}

function joined(left, right) {
  const all = new Uint8Array(left.length + right.length);
  all.set(left);
  all.set(right, left.length);
  return all;
}

const shownBytes = (bytes, most) => textOf(bytes) ?? hexOf(bytes.slice(0, most));

// The service

const key = () => sessionStorage.getItem(KEY);
let asking = null;

/** Asks for the key once, whoever needs it. */
function askForKey(reason) {
  asking ??= new Promise((resolve) => {
    const dialog = byId('key-dialog');
    if (reason) byId('key-reason').textContent = `${reason} It stays in this tab, until the tab is closed.`;
    dialog.returnValue = '';
    dialog.addEventListener('close', () => {
      const given = byId('key').value;
      byId('key').value = '';
      asking = null;
      if (given) sessionStorage.setItem(KEY, given);
      byId('forget-key').hidden = !key();
      resolve(Boolean(given));
    }, { once: true });
    dialog.showModal();
  });
  return asking;
}

class Refused extends Error {
  constructor(status, code, message) {
    super(message);
    Object.assign(this, { status, code });
  }
}

/** Sends a request with the key; asks for one, and sends it again, where that is what is missing. */
async function call(path, options = {}) {
  for (;;) {
    const shown = key();
    const headers = { ...options.headers, ...(shown ? { authorization: shown } : {}) };
    const response = await fetch(path, { ...options, headers, cache: 'no-store' });
    if (response.ok) return response;
    const told = await response.json().catch(() => ({}));
    const refused = new Refused(response.status, told.code, told.message ?? `the host answered ${response.status}`);
    const lacksKey = ['no_key', 'unknown_key', 'not_allowed'].includes(refused.code);
    if (!lacksKey) throw refused;
    if (shown === key()) sessionStorage.removeItem(KEY);
    const reason = shown ? `The key was refused: ${refused.message}.` : 'This host asks for a key that may manage functions.';
    if (!await askForKey(reason)) throw refused;
  }
}

const json = async (path, options) => (await call(path, options)).json();

/** Reads one after the other, so that what is shown last is what was asked for last. */
let reads = Promise.resolve();
function read(path) {
  const told = reads.then(() => json(path));
  reads = told.catch(() => {});
  return told;
}

function trouble(error) {
  const place = byId('trouble');
  place.hidden = !error;
  place.textContent = error ? `${error.message ?? error}` : '';
}

/** Does what may fail, and tells the failure on the page. */
async function attempt(work) {
  try {
    trouble(null);
    return await work();
  } catch (error) {
    if (error.name !== 'AbortError') trouble(error);
    return undefined;
  }
}

/** Reads server-sent events: with fetch, since an EventSource can show no key. */
async function listen(path, signal, opened, happened) {
  const response = await call(path, { signal });
  opened();
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    text += value;
    let end;
    while ((end = text.indexOf('\n\n')) >= 0) {
      const event = parsed(text.slice(0, end));
      text = text.slice(end + 2);
      if (event) happened(event);
    }
  }
}

function parsed(block) {
  const event = { type: 'message', id: '', data: [] };
  for (const line of block.split('\n')) {
    const colon = line.indexOf(':');
    if (colon === 0) continue;
    const [name, value] = colon < 0 ? [line, ''] : [line.slice(0, colon), line.slice(colon + 1).replace(/^ /, '')];
    if (name === 'event') event.type = value;
    if (name === 'id') event.id = value;
    if (name === 'data') event.data.push(value);
  }
  return event.data.length ? { ...event, data: event.data.join('\n') } : null;
}

// What is known

const state = { overview: null, invocations: [], paused: false, function: null, item: null, shown: '' };

const nameOf = (thing) => `${thing.cache}/${thing.function ?? thing.name}`;
const functionLink = (cache, name) => `#/functions/${encodeURIComponent(cache)}/${encodeURIComponent(name)}`;
const managed = (cache, name) => `/functions/manage/${encodeURIComponent(cache)}/${encodeURIComponent(name)}`;

async function loadOverview() {
  state.overview = await read('/console/overview');
  showFunctions();
  fillSelects();
}

async function loadInvocations() {
  const known = new Set(state.invocations.map(({ id }) => id));
  const { invocations: listed } = await read('/console/invocations');
  for (const { id } of listed) known.add(id);
  // One that ended after the list was made may have been told before the list came.
  const newer = state.invocations.filter(({ id }) => !known.has(id));
  state.invocations = [...newer, ...listed].slice(0, KEPT);
  invocationsChanged();
}

/** Draws what has changed. What has not stays as it is: it may have the focus, or be about to be clicked. */
const drawn = new Map();
function redraw(id, told, draws) {
  const text = JSON.stringify(told);
  if (drawn.get(id) === text) return;
  drawn.set(id, text);
  rows(id).replaceChildren(...draws());
}

/** Keeps what was chosen where it is still there. */
function options(select, texts, first = []) {
  const chosen = select.value;
  const wanted = [...first, ...texts.map((text) => [text, text])];
  const same = select.options.length === wanted.length
    && wanted.every(([value], index) => select.options[index].value === value);
  if (same) return;
  select.replaceChildren(...wanted.map(([value, text]) => make('option', { value }, text)));
  if (wanted.some(([value]) => value === chosen)) select.value = chosen;
}

function fillSelects() {
  const { caches, functions } = state.overview;
  options(byId('cache-name'), caches);
  options(byId('topic-cache'), caches);
  const seen = new Set([...functions.map(nameOf), ...state.invocations.map(nameOf)]);
  const names = [...seen].sort();
  options(byId('of-function'), names, [['', 'All']]);
  options(byId('latency-of'), names, [['', 'All']]);
}

// Functions

function copyButton(text, of) {
  const button = make('button', { type: 'button', class: 'small', 'aria-label': `Copy the URL of ${of}` }, 'Copy');
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(text).then(() => {
      button.textContent = 'Copied';
      announce(`The URL of ${of} is copied.`);
    }, () => announce('The browser does not let this page copy.'));
  });
  return button;
}

function versionText(of) {
  const text = of.current_version === of.latest_version
    ? `${of.current_version}`
    : `${of.current_version} of ${of.latest_version}`;
  return make('span', { class: 'nowrap' }, text, of.pinned ? ' ' : null, of.pinned ? badge('pinned', 'warn') : null);
}

const kinds = { web_v2: 'web', web_v1: 'web, older contract', spawn_v2: 'spawn', spawn_v1: 'spawn, older contract' };

function showFunctions() {
  const { functions } = state.overview;
  byId('no-functions').hidden = functions.length > 0;
  byId('functions-table').closest('.sheet').hidden = functions.length === 0;
  redraw('functions-table', functions, () => functions.map((of) => {
    const url = `${location.origin}${of.path}`;
    return make('tr', {},
      heading(make('a', { href: functionLink(of.cache, of.name) }, of.name)),
      cell(of.cache),
      cell(kinds[of.kind] ?? of.kind, { class: 'nowrap' }),
      cell(versionText(of)),
      cell(time(of.updated_at, true)),
      cell(of.web
        ? make('span', { class: 'url' }, make('code', {}, of.path), copyButton(url, of.name))
        : make('span', { class: 'muted' }, 'started by others')));
  }));
}

async function showFunction(cache, name) {
  const of = state.overview.functions.find((one) => one.cache === cache && one.name === name);
  state.function = of ?? null;
  byId('function-title').textContent = name;
  byId('function-description').hidden = !of?.description;
  byId('function-description').textContent = of?.description ?? '';
  byId('invoke-card').hidden = !of?.web;
  if (!of) throw new Error(`There is no function ${name} in the cache ${cache}.`);
  const url = `${location.origin}${of.path}`;
  facts('function-facts', [
    ['Cache', cache],
    ['Kind', kinds[of.kind] ?? of.kind],
    ['Version', versionText(of)],
    ['Deployed', time(of.updated_at, true)],
    ['URL', of.web ? make('span', {}, make('code', {}, url), ' ', copyButton(url, name)) : null],
  ]);
  byId('path-prefix').textContent = of.path;
  await showVersions(cache, name);
}

async function showVersions(cache, name) {
  const place = `${managed(cache, name)}/versions`;
  const note = byId('no-versions');
  let versions = [];
  try {
    ({ versions } = await read(place));
    note.hidden = true;
  } catch (error) {
    note.hidden = false;
    note.textContent = error.message;
  }
  const { pinned } = state.function;
  redraw('versions', { place, pinned, versions }, () => versions.slice(0, SHOWN).map((version) => make('tr', {},
    heading(make('span', { class: 'nowrap' }, `${version.version}`, ' ', version.current ? badge(pinned ? 'pinned' : 'current', pinned ? 'warn' : 'good') : null)),
    cell(time(version.created_at, true)),
    cell(sized(version.size), { class: 'nowrap' }),
    cell(version.environment.join(', '), { class: 'break' }),
    cell(version.description ?? '', { class: 'break' }),
    cell(version.current && pinned
      ? make('button', { type: 'button', class: 'small', onclick: () => pin(cache, name, null) }, 'Unpin')
      : make('button', { type: 'button', class: 'small', 'aria-label': `Pin version ${version.version}`, onclick: () => pin(cache, name, version.version) }, 'Pin')))));
}

const pin = (cache, name, version) => attempt(async () => {
  const headers = { 'content-type': 'application/json' };
  const change = version === null ? { method: 'DELETE' } : { method: 'PUT', headers, body: JSON.stringify({ version }) };
  await call(`${managed(cache, name)}/pin`, change);
  await loadOverview();
  await showFunction(cache, name);
  announce(version === null ? 'The latest version is current.' : `Version ${version} is pinned.`);
  byId('function-title').focus();
});

// The form that invokes

let reading = null;

function headersOf(text) {
  const headers = new Headers();
  for (const line of text.split('\n').map((one) => one.trim()).filter(Boolean)) {
    const colon = line.indexOf(':');
    if (colon < 1) throw new Error(`“${line}” is no header: write name: value`);
    headers.append(line.slice(0, colon).trim(), line.slice(colon + 1).trim());
  }
  return headers;
}

async function invoke(event) {
  event.preventDefault();
  await attempt(async () => {
    const method = byId('method').value;
    const path = byId('path').value.trim();
    if (path && !/^[/?@]/.test(path)) throw new Error('What follows the function’s URL begins with / or ?');
    const headers = headersOf(byId('headers').value);
    // So that `authorization` is the function's own.
    if (key()) headers.set('x-momento-authorization', key());
    const body = ['GET', 'HEAD'].includes(method) ? undefined : byId('body').value;
    reading?.abort();
    reading = new AbortController();
    byId('send').disabled = true;
    try {
      const began = performance.now();
      const response = await fetch(state.function.path + path, { method, headers, body, signal: reading.signal, cache: 'no-store' });
      await showAnswer(response, began);
    } finally {
      byId('send').disabled = false;
      byId('stop-answer').hidden = true;
    }
  });
}

async function showAnswer(response, began) {
  byId('answer').hidden = false;
  byId('answer-body').textContent = '';
  rows('answer-headers').replaceChildren(...[...response.headers].map(([name, value]) => make('tr', {},
    heading(name), cell(value, { class: 'break' }))));
  const line = (size, whole) => byId('answer-line').replaceChildren(
    badge(`${response.status} ${response.statusText}`.trim(), response.status < 400 ? 'good' : 'bad'),
    make('span', {}, lasting(performance.now() - began)),
    make('span', {}, sized(size)),
    make('span', { class: 'muted' }, whole));
  byId('stop-answer').hidden = !response.body;
  line(0, 'reading');
  let bytes = new Uint8Array(0);
  let whole = '';
  const reader = response.body?.getReader();
  try {
    while (reader && bytes.length < ANSWER_BYTES) {
      const { value, done } = await reader.read();
      if (done) break;
      bytes = joined(bytes, value.slice(0, ANSWER_BYTES - bytes.length));
      byId('answer-body').textContent = new TextDecoder().decode(bytes);
    }
    if (bytes.length >= ANSWER_BYTES) {
      whole = 'the front of it';
      await reader.cancel();
    }
  } catch (error) {
    whole = error.name === 'AbortError' ? 'stopped' : 'broken off';
  }
  byId('answer-body').textContent = shownBytes(bytes, 4096);
  line(bytes.length, whole);
}

// Invocations

const failed = (one) => Boolean(one.error) || (one.status ?? 200) >= 500;

function statusOf(one) {
  const kind = failed(one) ? 'bad' : one.status >= 400 ? 'warn' : 'good';
  return badge(one.status ? `${one.status}` : one.error ? 'failed' : 'ran', kind);
}

const requestOf = (one) => (one.method ? `${one.method} ${one.path || '/'}` : 'in the background');

function invocationsChanged() {
  if (state.overview) fillSelects();
  showInvocations();
  if (!byId('latency').hidden) showLatency();
}

function showInvocations() {
  const of = byId('of-function').value;
  const only = byId('only-failed').checked;
  const wanted = state.invocations.filter((one) => (!of || nameOf(one) === of) && (!only || failed(one)));
  const none = byId('no-invocations');
  none.hidden = wanted.length > 0;
  none.textContent = state.overview && !state.overview.invocations_kept
    ? 'This host keeps no invocations.'
    : state.invocations.length ? 'No invocation is like that.' : 'Nothing was invoked yet.';
  byId('invocations-table').closest('.sheet').hidden = wanted.length === 0;
  // Rows that are there stay, so that the focus does.
  const table = rows('invocations-table');
  const there = new Map([...table.rows].map((row) => [row.dataset.id, row]));
  const shown = wanted.slice(0, SHOWN).map((one) => there.get(one.id) ?? invocationRow(one));
  const same = shown.length === table.rows.length && shown.every((row, index) => row === table.rows[index]);
  if (!same) keepFocus(() => table.replaceChildren(...shown));
}

function invocationRow(one) {
  const row = make('tr', {},
    heading(make('a', { href: `#/invocations/${encodeURIComponent(one.id)}` }, time(one.began))),
    cell(make('span', {}, one.function, make('span', { class: 'muted' }, `@${one.version}`)), { class: 'break' }),
    cell(make('span', { class: 'mono break' }, cut(requestOf(one), 120))),
    cell(statusOf(one)),
    cell(lasting(one.duration_ms), { class: 'number' }),
    cell(one.error?.code ?? '', { class: 'nowrap' }));
  row.dataset.id = one.id;
  return row;
}

/** Puts the row that has the focus back under it, if the table was written anew. */
function keepFocus(work) {
  const focused = document.activeElement;
  work();
  if (focused?.isConnected && document.activeElement !== focused) focused.focus({ preventScroll: true });
}

async function showInvocation(id) {
  byId('invocation-title').textContent = 'Invocation';
  const one = await read(`/console/invocations/${encodeURIComponent(id)}`);
  byId('invocation-title').textContent = `${one.function}: ${cut(requestOf(one), 80)}`;
  facts('invocation-facts', [
    ['Status', statusOf(one)],
    ['Took', lasting(one.duration_ms)],
    ['Began', time(one.began)],
    ['Function', make('a', { href: functionLink(one.cache, one.function) }, nameOf(one))],
    ['Version', `${one.version}`],
    ['Invocation', make('code', {}, one.id)],
    ['Trace', one.trace_parent ? make('code', {}, one.trace_parent) : null],
  ]);
  byId('failure').hidden = !one.error;
  byId('failure-message').textContent = one.error ? `${one.error.code}: ${one.error.message}` : '';
  byId('failure-explanation').textContent = one.error?.explanation ?? '';
  const { cost } = one;
  facts('cost', [
    ['In host calls', lasting(cost.host_time_ms)],
    ['Peak memory', sized(cost.peak_memory)],
    ['Fuel', cost.fuel === null ? null : grouped(cost.fuel)],
    ['Request’s body', sized(cost.request_bytes)],
    ['Answer’s body', sized(cost.response_bytes)],
  ]);
  showLogs(one);
  showCalls(one);
}

const levels = { error: 'bad', warn: 'warn', info: 'good' };

function showLogs({ logs, logs_left_out: rest }) {
  byId('no-logs').hidden = logs.length > 0;
  byId('logs').closest('.sheet').hidden = logs.length === 0;
  const more = rest ? [make('tr', {}, cell(`${grouped(rest)} lines more are not shown`, { colSpan: 4 }))] : [];
  rows('logs').replaceChildren(...logs.map((line) => make('tr', {},
    cell(line.level ? badge(line.level, levels[line.level] ?? 'plain') : ''),
    cell(line.origin),
    cell(line.message, { class: 'lines mono' }),
    cell(line.destinations.join(', ') || (line.origin === 'function' ? 'nowhere' : ''), { class: 'break' }))), ...more);
}

function showCalls({ calls, calls_left_out: rest, duration_ms: whole }) {
  const none = byId('no-calls');
  none.hidden = calls.length > 0;
  none.textContent = state.overview?.calls_observed
    ? 'It made no host call.'
    : 'Host calls are not written down: start the host with --console.';
  byId('calls').closest('.sheet').hidden = calls.length === 0;
  const end = Math.max(whole, ...calls.map((one) => one.at_ms + one.took_ms), 0.001);
  byId('timeline-end').textContent = `0 to ${lasting(end)}`;
  const more = rest ? [make('tr', {}, cell(`${grouped(rest)} calls more are not shown`, { colSpan: 4 }))] : [];
  rows('calls').replaceChildren(...calls.map((one) => {
    const bar = make('i', { class: one.failed ? 'failed' : '' });
    bar.style.left = `${Math.min(99.5, (one.at_ms / end) * 100)}%`;
    bar.style.width = `${(one.took_ms / end) * 100}%`;
    return make('tr', {},
      make('th', { scope: 'row' },
        make('span', {}, one.name, one.failed ? ' ' : null, one.failed ? badge(one.fault ? 'ordered fault' : 'error', 'bad') : null),
        make('div', { class: 'call-text mono' }, one.text)),
      cell(lasting(one.at_ms), { class: 'number' }),
      cell(lasting(one.took_ms), { class: 'number' }),
      cell(make('div', { 'aria-hidden': 'true' }, bar), { class: 'track' }));
  }), ...more);
}

// The cache

const keyText = (bytes) => {
  const text = textOf(bytes);
  return text === null ? `0x${[...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')}` : text;
};

const itemsPath = () => `/console/caches/${encodeURIComponent(byId('cache-name').value)}`;
let browsing = { prefix: '', path: '', next: null, count: 0 };

async function browse(event) {
  event?.preventDefault();
  browsing = { prefix: byId('prefix').value, path: itemsPath(), next: null, count: 0 };
  byId('item').hidden = true;
  rows('keys').replaceChildren();
  await attempt(moreKeys);
}

async function moreKeys() {
  const asked = browsing;
  const query = new URLSearchParams({ prefix: browsing.prefix });
  if (browsing.next) query.set('after', browsing.next);
  const { items, next } = await json(`${browsing.path}/items?${query}`);
  // Other keys were asked for meanwhile.
  if (asked !== browsing) return;
  rows('keys').append(...items.map(keyRow));
  Object.assign(browsing, { next, count: browsing.count + items.length });
  byId('more-keys').hidden = !next;
  const amount = browsing.count === 1 ? '1 key' : `${grouped(browsing.count)} keys`;
  byId('cache-state').textContent = next ? `The first ${amount}.` : `${amount}.`;
}

function keyRow(item) {
  const shown = cut(keyText(bytesOf(item.key)), 200);
  const open = (event) => attempt(() => showItem(item.key, event.currentTarget));
  return make('tr', {},
    heading(make('button', { type: 'button', class: 'link mono', onclick: open }, shown || '(empty)')),
    cell(item.kind),
    cell(item.kind === 'list' ? `${grouped(item.size)} values` : sized(item.size), { class: 'number' }),
    cell(left(item.ttl_ms), { class: 'number' }));
}

async function showItem(itemKey, button) {
  const item = await json(`${browsing.path}/item?${new URLSearchParams({ key: itemKey })}`);
  for (const row of rows('keys').rows) row.removeAttribute('aria-current');
  button.closest('tr').setAttribute('aria-current', 'true');
  state.item = { key: itemKey, ...item };
  byId('item').hidden = false;
  byId('item-title').textContent = cut(keyText(bytesOf(itemKey)), 200) || '(empty)';
  facts('item-facts', [
    ['Kind', item.kind],
    [item.kind === 'list' ? 'Values' : 'Size', item.kind === 'list' ? grouped(item.size) : sized(item.size)],
    ['Time left', left(item.ttl_ms)],
  ]);
  rows('values').replaceChildren();
  showValues(item.values, 0);
  byId('item-title').focus();
}

async function moreValues() {
  const { item } = state;
  const query = new URLSearchParams({ key: item.key, from: item.next });
  const { values, next } = await json(`${browsing.path}/item?${query}`);
  const first = item.values.length;
  Object.assign(item, { values: [...item.values, ...values], next });
  showValues(values, first);
}

function valueText({ base64, cut: isCut }) {
  const bytes = bytesOf(base64);
  const as = byId('show-as').value;
  const end = isCut ? '\n… (the front of it)' : '';
  if (as === 'hex') return hexOf(bytes) + end;
  // What is cut may end inside of a character.
  const text = isCut ? new TextDecoder().decode(bytes) : textOf(bytes);
  if (text === null) return hexOf(bytes) + end;
  if (as === 'json') {
    try {
      return JSON.stringify(JSON.parse(text), null, 2) + end;
    } catch {
      return `${text}${end}\n\n(no JSON)`;
    }
  }
  return text + end;
}

function showValues(values, first) {
  const isList = state.item.kind === 'list';
  byId('values').hidden = !isList;
  byId('item-value').hidden = isList;
  byId('more-values').hidden = state.item.next === null;
  if (!isList) {
    byId('item-value').textContent = values.length ? valueText(values[0]) : '';
    return;
  }
  rows('values').append(...values.map((value, index) => make('tr', {},
    heading(`${first + index}`, { class: 'number' }), cell(valueText(value), { class: 'lines mono' }))));
}

// Topics

let listening = null;

async function listenToTopic(event) {
  event.preventDefault();
  listening?.abort();
  listening = new AbortController();
  const { signal } = listening;
  const topic = byId('topic').value;
  const path = `/topics/${encodeURIComponent(byId('topic-cache').value)}/${encodeURIComponent(topic)}`;
  byId('topic-state').textContent = 'Connecting.';
  rows('messages').replaceChildren();
  await attempt(async () => {
    try {
      await listen(path, signal, () => {
        byId('stop-listening').disabled = false;
        byId('topic-state').textContent = `Listening to ${topic}.`;
      }, message);
      byId('topic-state').textContent = `The host ended the stream of ${topic}.`;
    } catch (error) {
      byId('topic-state').textContent = signal.aborted ? `Stopped listening to ${topic}.` : 'Not connected.';
      throw error;
    } finally {
      byId('stop-listening').disabled = listening?.signal === signal || !listening;
    }
  });
}

function message({ type, id, data }) {
  const text = {
    missed: () => make('span', { class: 'muted' }, `${data} messages were lost: this page was too slow`),
    bytes: () => make('span', { class: 'mono lines' }, shownBytes(bytesOf(data), 4096)),
  }[type]?.() ?? make('span', { class: 'mono lines' }, data);
  const table = rows('messages');
  table.prepend(make('tr', {}, cell(time(new Date().toISOString())), cell(id, { class: 'number' }), cell(text)));
  while (table.rows.length > MESSAGES) table.lastElementChild.remove();
}

// Latency

function percentile(sorted, part) {
  return sorted[Math.max(0, Math.ceil(sorted.length * part) - 1)];
}

function measured(name, all) {
  const sorted = all.map((one) => one.duration_ms).sort((left, right) => left - right);
  const [p50, p95, p99, most] = [0.5, 0.95, 0.99, 1].map((part) => percentile(sorted, part));
  return { name, count: all.length, failed: all.filter(failed).length, p50, p95, p99, most };
}

function showLatency() {
  const of = byId('latency-of').value;
  const all = state.invocations.filter((one) => !of || nameOf(one) === of);
  byId('latency-note').textContent = all.length
    ? `Of the last ${grouped(all.length)} invocations that are kept.`
    : 'Nothing was invoked yet.';
  const groups = Map.groupBy ? Map.groupBy(all, nameOf) : groupedBy(all, nameOf);
  const measures = [...groups].sort(([left], [right]) => left.localeCompare(right)).map(([name, some]) => measured(name, some));
  if (measures.length > 1) measures.unshift(measured('All', all));
  rows('percentiles').replaceChildren(...measures.map((one) => make('tr', {}, heading(one.name, { class: 'break' }),
    ...[grouped(one.count), grouped(one.failed), ...[one.p50, one.p95, one.p99, one.most].map(lasting)]
      .map((text) => cell(text, { class: 'number' })))));
  plot(all);
}

function groupedBy(all, by) {
  const groups = new Map();
  for (const one of all) groups.set(by(one), [...(groups.get(by(one)) ?? []), one]);
  return groups;
}

function plot(all) {
  const place = byId('plot');
  if (!all.length) {
    place.replaceChildren();
    return;
  }
  const [width, height, left, right, top, bottom] = [Math.max(280, place.clientWidth || 800), 280, 62, 46, 10, 8];
  const times = all.map((one) => Math.max(0.001, one.duration_ms));
  const low = Math.floor(Math.log10(Math.min(...times)));
  const high = Math.max(low + 1, Math.ceil(Math.log10(Math.max(...times))));
  const x = (index) => left + ((width - left - right) * (index + 0.5)) / all.length;
  const y = (milliseconds) => top + ((height - top - bottom) * (high - Math.log10(milliseconds))) / (high - low);
  const one = measured('', all);
  const label = `Latency of ${all.length} invocations: half took at most ${lasting(one.p50)}, 95 % at most ${lasting(one.p95)}, 99 % at most ${lasting(one.p99)}. The table below has it by function.`;
  const svg = draw('svg', { viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': label });
  for (let power = low; power <= high; power += 1) {
    const at = y(10 ** power);
    svg.append(draw('line', { class: 'grid', x1: left, x2: width - right, y1: at, y2: at }),
      draw('text', { x: left - 8, y: at + 4, 'text-anchor': 'end' }, lasting(10 ** power).replace('.00', '').replace('.0', '')));
  }
  [...all].reverse().forEach((point, index) => {
    const [cx, cy] = [x(index), y(Math.max(0.001, point.duration_ms))];
    svg.append(failed(point)
      ? draw('path', { class: 'cross', d: `M${cx - 4} ${cy - 4}l8 8m0 -8l-8 8` })
      : draw('circle', { class: 'point', cx, cy, r: 3.5 }));
  });
  let free = Infinity;
  for (const [name, value] of [['p50', one.p50], ['p95', one.p95], ['p99', one.p99]]) {
    const at = y(Math.max(0.001, value));
    svg.append(draw('line', { class: 'mark', x1: left, x2: width - right, y1: at, y2: at }));
    // Labels that would lie over another go above it.
    free = Math.min(at + 4, free - 13);
    svg.append(draw('text', { class: 'mark-text', x: width - right + 6, y: free }, name));
  }
  place.replaceChildren(svg);
}

// Live

function connection(text, kind) {
  const place = byId('connection');
  if (place.textContent !== text) place.textContent = text;
  document.body.className = kind;
}

const pause = (milliseconds) => new Promise((resolve) => { setTimeout(resolve, milliseconds); });

async function follow() {
  for (let wait = 500; ; wait = Math.min(wait * 2, 10_000)) {
    try {
      await listen('/console/events', undefined, () => {
        wait = 500;
        connection('Live', 'live');
        attempt(reload);
      }, happened);
    } catch (error) {
      if (error instanceof Refused) trouble(error);
    }
    connection('Not connected: trying again', 'lost');
    await pause(wait);
  }
}

function happened({ type, data }) {
  if (type === 'invocation') {
    const one = JSON.parse(data);
    // One that ended while the list was read is in both.
    if (state.invocations.some(({ id }) => id === one.id)) return;
    state.invocations = [one, ...state.invocations].slice(0, KEPT);
    if (state.paused) return;
    later(invocationsChanged);
    if (!byId('invocations').hidden) announceInvocation();
  } else if (type === 'functions') {
    attempt(async () => {
      await loadOverview();
      if (!byId('function').hidden) await route(false);
    });
  } else if (type === 'missed') {
    attempt(loadInvocations);
  }
}

/** Says how many there were in some seconds, so that a busy host can be listened to. */
const unheard = { count: 0, timer: 0 };
function announceInvocation() {
  unheard.count += 1;
  unheard.timer ||= setTimeout(() => {
    announce(unheard.count === 1 ? '1 new invocation' : `${grouped(unheard.count)} new invocations`);
    Object.assign(unheard, { count: 0, timer: 0 });
  }, 3000);
}

/** Draws once for all that came since the last time it was drawn. */
let drawing = 0;
function later(work) {
  if (drawing) return;
  drawing = requestAnimationFrame(() => {
    drawing = 0;
    work();
  });
}

async function reload() {
  await loadOverview();
  if (state.overview.invocations_kept) await loadInvocations();
  else invocationsChanged();
  await route(false);
}

// The views

const views = ['functions', 'function', 'invocations', 'invocation', 'cache', 'topics', 'latency'];

async function route(byHand = true) {
  const [first = 'functions', ...rest] = location.hash.replace(/^#\/?/, '').split('/').filter(Boolean).map(decodeURIComponent);
  const tab = views.includes(first) ? first : 'functions';
  const view = rest.length && ['functions', 'invocations'].includes(tab) ? tab.slice(0, -1) : tab;
  for (const id of views) byId(id).hidden = id !== view;
  for (const link of document.querySelectorAll('nav a')) {
    if (link.hash === `#/${tab}`) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
  const { hash } = location;
  const changed = state.shown !== hash;
  state.shown = hash;
  if (byHand) trouble(null);
  const focused = document.activeElement;
  if (state.overview) await attempt(() => fill(view, rest, changed));
  // Another view was gone to meanwhile.
  if (state.shown !== hash) return;
  const title = byId(`${view}-title`);
  document.title = `${title.textContent} · Momento Functions`;
  // Who has gone on in the view already is left there.
  const isLeft = [focused, document.body].includes(document.activeElement);
  if (byHand && isLeft) title.focus();
}

async function fill(view, rest, changed) {
  if (view === 'function') {
    if (changed) byId('answer').hidden = true;
    await showFunction(...rest);
  }
  if (view === 'invocation') await showInvocation(rest[0]);
  if (view === 'invocations') showInvocations();
  if (view === 'latency') showLatency();
  if (view === 'cache' && !browsing.path) await browse();
}

window.addEventListener('hashchange', () => route());
byId('invoke').addEventListener('submit', invoke);
byId('stop-answer').addEventListener('click', () => reading?.abort());
byId('of-function').addEventListener('change', showInvocations);
byId('only-failed').addEventListener('change', showInvocations);
byId('pause').addEventListener('click', ({ currentTarget }) => {
  state.paused = !state.paused;
  currentTarget.setAttribute('aria-pressed', state.paused);
  if (!state.paused) invocationsChanged();
});
byId('browse').addEventListener('submit', browse);
byId('more-keys').addEventListener('click', () => attempt(moreKeys));
byId('more-values').addEventListener('click', () => attempt(moreValues));
byId('show-as').addEventListener('change', () => {
  rows('values').replaceChildren();
  showValues(state.item.values, 0);
});
byId('listen').addEventListener('submit', listenToTopic);
byId('stop-listening').addEventListener('click', () => listening?.abort());
byId('latency-of').addEventListener('change', showLatency);
byId('forget-key').hidden = !key();
byId('forget-key').addEventListener('click', () => {
  sessionStorage.removeItem(KEY);
  location.reload();
});
new ResizeObserver(() => {
  if (!byId('latency').hidden) later(showLatency);
}).observe(byId('plot'));

route(false);
follow();
