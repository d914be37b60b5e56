'use strict';
// The protocol is in the graph; this only walks it.
const page = JSON.parse(document.getElementById('graph').textContent);
let graph = page;
const byId = (id) => document.getElementById(id);
const text = (number) => graph.texts[number];
const lines = (number) => (text(number) === '' ? [] : text(number).split('\n'));

/** The steps from a state: who, what, action, changes, and where to. */
function stepsFrom(state) {
  const steps = [];
  for (let i = 0; i < graph.steps[state].length; i += 2) {
    const [who, sentence, action, ...changes] = text(graph.steps[state][i]).split('\n');
    steps.push({ who, sentence, action, changes: changes.filter((c) => c !== ''), to: graph.steps[state][i + 1] });
  }
  return steps;
}

let choices = [];
let position = 0;

/** The states of the walk, the first one included. */
function visited() {
  const states = [0];
  choices.forEach((choice) => states.push(graph.steps[states.at(-1)][2 * choice + 1]));
  return states;
}

function element(name, kind, content) {
  const made = document.createElement(name);
  if (kind) made.className = kind;
  if (content !== undefined) made.textContent = content;
  return made;
}

function hash(upTo) {
  return `#trace=${encodeURIComponent(graph.name)}:${page.digest}:${choices.slice(0, upTo).join('.')}`;
}

function list(now, before) {
  const items = element('ul');
  now.forEach((line) => items.append(element('li', before && !before.includes(line) ? 'new' : '', line)));
  (before || []).filter((line) => !now.includes(line)).forEach((line) => {
    const gone = element('li', 'gone', line);
    gone.prepend(element('span', 'hidden', 'no longer: '));
    items.append(gone);
  });
  if (items.childElementCount === 0) items.append(element('li', 'empty', 'nothing'));
  return items;
}

function showState(state, before) {
  ['stores', 'processes', 'readers'].forEach((id) => byId(id).replaceChildren());
  graph.lifelines.forEach((lifeline, i) => {
    const now = lines(graph.states[state][i]);
    const old = before === undefined ? undefined : lines(graph.states[before][i]);
    const changed = old !== undefined && graph.states[state][i] !== graph.states[before][i];
    const life = lifeline.readers ? byId('readers') : element('div', changed ? 'life changed' : 'life');
    const title = lifeline.readers ? 'What readers see' : lifeline.name;
    life.append(element(lifeline.readers ? 'h3' : 'h4', '', title), list(now, old));
    if (!lifeline.readers) byId(lifeline.process ? 'processes' : 'stores').append(life);
  });
}

function showSteps(state) {
  const steps = stepsFrom(state);
  byId('steps').replaceChildren(...steps.map((step, i) => {
    const button = element('button');
    button.type = 'button';
    const words = element('span');
    if (step.who) words.append(element('span', 'who', step.who), ' ');
    words.append(step.sentence);
    if (step.action !== step.sentence) words.append(element('code', 'action', step.action));
    step.changes.forEach((change) => words.append(element('span', 'what', change)));
    button.append(element('span', 'key', i < 9 ? String(i + 1) : ''), words);
    button.addEventListener('click', () => take(i));
    const item = element('li');
    item.append(button);
    return item;
  }));
  byId('end').hidden = steps.length > 0;
  byId('end').textContent = graph.broken ? 'Here it ends: the property is violated.' : 'Nothing can happen any more.';
}

/** The first step after which the property of a fault is violated; -1 for none so far. */
function brokenAt(states) {
  return graph.violated ? states.findIndex((state) => graph.violated.includes(state)) : -1;
}

function showProperties(isLast, states) {
  const box = byId('properties');
  if (graph.violated) {
    const since = brokenAt(states);
    box.replaceChildren(since < 0
      ? element('p', '', `${graph.property} holds so far. With this fault it breaks in ${graph.violated.length} of ${graph.states.length} states, or on the way there.`)
      : element('p', 'broken', `${graph.property} is violated since step ${since}${graph.harm ? ': ' + graph.harm : ''}.`));
    return;
  }
  if (graph.broken) {
    const { property, harm } = graph.broken;
    box.replaceChildren(isLast || position >= graph.broken.step
      ? element('p', 'broken', `${property} is violated${harm ? ': ' + harm : ''}.`)
      : element('p', '', `${property} will be violated at the end of this walk.`));
    return;
  }
  const names = element('ul');
  if (!graph.held) { box.replaceChildren(element('p', 'empty', 'Of this behaviour none is known to be violated.')); return; }
  graph.held.forEach((name) => { const item = element('li'); item.append(element('code', '', name)); names.append(item); });
  box.replaceChildren(element('p', 'empty', 'TLC found these to hold in every state of this model:'), names);
}

function showWalk(states) {
  const items = [element('li')];
  const first = element('a', '', 'start');
  first.href = hash(0);
  items[0].append(first);
  choices.forEach((choice, i) => {
    const step = stepsFrom(states[i])[choice];
    const link = element('a', i >= position ? 'later' : '', `${step.who} ${step.action}`.trim());
    link.href = hash(i + 1);
    const item = element('li');
    item.append(link);
    items.push(item);
  });
  items[position].firstChild.setAttribute('aria-current', 'step');
  byId('walk').start = 0;
  byId('walk').replaceChildren(...items);
  items.forEach((item, i) => item.firstChild.addEventListener('click', (event) => { event.preventDefault(); go(i); }));
}

function show() {
  const states = visited();
  const state = states[position];
  const before = position > 0 ? states[position - 1] : undefined;
  byId('place').textContent = `after ${position} ${position === 1 ? 'step' : 'steps'}`;
  const step = position > 0 ? stepsFrom(before)[choices[position - 1]] : null;
  byId('last').textContent = step ? `${step.who} ${step.sentence}`.trim() : 'the start: tables and manifest agree';
  showState(state, before);
  showSteps(state);
  showProperties(graph.steps[state].length === 0, states.slice(0, position + 1));
  showWalk(states);
  byId('back').disabled = position === 0;
  byId('start').disabled = position === 0;
  byId('forward').disabled = position === choices.length;
  byId('link').href = hash(position);
}

function remember() {
  history.replaceState(null, '', hash(position));
  show();
}

function take(choice) {
  if (position < choices.length && choices[position] === choice) {
    position += 1;
  } else {
    choices = [...choices.slice(0, position), choice];
    position = choices.length;
  }
  remember();
  byId('next').focus({ preventScroll: true });
}

function go(to) {
  position = Math.max(0, Math.min(to, choices.length));
  remember();
}

/** A link of another model or of another specification would show something else. */
function open() {
  const match = /^#trace=([^:]*):([^:]*):([\d.]*)$/.exec(location.hash);
  choices = [];
  position = 0;
  use(page);
  if (match && match[3] !== '') {
    const wanted = match[3].split('.').map(Number);
    let state = 0;
    const named = [page, ...page.faults].find((one) => one.name === decodeURIComponent(match[1]));
    if (named) use(named);
    const fits = named && match[2] === page.digest
      && wanted.every((choice) => {
        state = graph.steps[state] && graph.steps[state][2 * choice + 1];
        return state !== undefined;
      });
    if (fits) {
      choices = wanted;
      position = wanted.length;
    } else {
      byId('last').textContent = '';
      show();
      byId('last').textContent = 'This link is of another model or of another version of the specification, so the walk begins at the start.';
      return;
    }
  }
  show();
}

/** Walks another graph from now on: the page's own, or that of a fault. */
function use(other) {
  graph = other;
  byId('fault').value = graph.name;
  byId('violation').hidden = !graph.violated;
  byId('what-fault').textContent = graph.fault ? `${graph.fault}: ${graph.sentence}` : '';
}

/** The same steps with the fault switched on or off, as far as they can be taken there. */
function switchTo(name) {
  const wanted = choices.slice(0, position).map((choice, i) => text(graph.steps[visited()[i]][2 * choice]));
  use([page, ...page.faults].find((one) => one.name === name));
  choices = [];
  let state = 0;
  for (const step of wanted) {
    const found = stepTexts(state).indexOf(step);
    if (found < 0) break;
    choices.push(found);
    state = graph.steps[state][2 * found + 1];
  }
  position = choices.length;
  remember();
}

function stepTexts(state) {
  return graph.steps[state].filter((unused, i) => i % 2 === 0).map(text);
}

/** The fewest steps from the start to a state in which the property is violated. */
function shortestViolation() {
  const ways = new Map([[0, []]]);
  for (const [state, way] of ways) {
    if (graph.violated.includes(state)) return way;
    for (let i = 0; i < graph.steps[state].length; i += 2) {
      const to = graph.steps[state][i + 1];
      if (!ways.has(to)) ways.set(to, [...way, i / 2]);
    }
  }
  return [];
}

if (page.faults.length > 0) {
  byId('switch').hidden = false;
  [page, ...page.faults].forEach((one) => {
    const option = element('option', '', one.fault || 'none: the protocol as it is');
    option.value = one.name;
    byId('fault').append(option);
  });
  byId('fault').addEventListener('change', (event) => switchTo(event.target.value));
  byId('violation').addEventListener('click', () => {
    choices = shortestViolation();
    position = choices.length;
    remember();
  });
}
byId('back').addEventListener('click', () => go(position - 1));
byId('forward').addEventListener('click', () => go(position + 1));
byId('start').addEventListener('click', () => go(0));
addEventListener('hashchange', open);
addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.target === byId('fault')) return;
  const state = visited()[position];
  if (event.key >= '1' && event.key <= '9' && Number(event.key) <= graph.steps[state].length / 2) take(Number(event.key) - 1);
  else if (event.key === 'ArrowLeft') go(position - 1);
  else if (event.key === 'ArrowRight') go(position + 1);
  else if (event.key === 'Home') go(0);
  else return;
  event.preventDefault();
});
open();
