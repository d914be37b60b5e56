'use strict';
// The protocol is in the graph; this only walks it.
const graph = JSON.parse(document.getElementById('graph').textContent);
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
  return `#trace=${encodeURIComponent(graph.name)}:${graph.digest}:${choices.slice(0, upTo).join('.')}`;
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
  byId('end').textContent = graph.broken ? 'Here TLC stopped: the property is violated.' : 'Nothing can happen any more.';
}

function showProperties(isLast) {
  const box = byId('properties');
  if (graph.broken) {
    const { property, harm } = graph.broken;
    box.replaceChildren(isLast
      ? element('p', 'broken', `${property} is violated${harm ? ': ' + harm : ''}.`)
      : element('p', '', `${property} will be violated at the end of this walk.`));
    return;
  }
  const names = element('ul');
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
  showProperties(graph.steps[state].length === 0);
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
  if (match && match[3] !== '') {
    const wanted = match[3].split('.').map(Number);
    let state = 0;
    const fits = decodeURIComponent(match[1]) === graph.name && match[2] === graph.digest
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

byId('back').addEventListener('click', () => go(position - 1));
byId('forward').addEventListener('click', () => go(position + 1));
byId('start').addEventListener('click', () => go(0));
addEventListener('hashchange', open);
addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  const state = visited()[position];
  if (event.key >= '1' && event.key <= '9' && Number(event.key) <= graph.steps[state].length / 2) take(Number(event.key) - 1);
  else if (event.key === 'ArrowLeft') go(position - 1);
  else if (event.key === 'ArrowRight') go(position + 1);
  else if (event.key === 'Home') go(0);
  else return;
  event.preventDefault();
});
open();
