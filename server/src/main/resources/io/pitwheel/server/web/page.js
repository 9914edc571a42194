// Shows the list of runs, or one run with its tasks and logs, live. Everything that comes from the
// server is put in as text, never as HTML.
"use strict";

const api = "/apis/v2beta1";
const LATER_MILLIS = 5000;
// How often a log that is elsewhere is asked for until nothing more is hoped for.
const MOST_TRIES = 60;
const content = document.getElementById("content");
let endPrevious = () => {};

function element(tag, attributes, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "onclick") made.addEventListener("click", value);
    else made.setAttribute(name, value);
  }
  made.append(...children.map((child) => (child instanceof Node ? child : String(child ?? ""))));
  return made;
}

function stateCell(state) {
  return element("td", { class: "state " + state }, state);
}

// What the server says is wrong; whatever stands in front of it may say it in another form.
async function refusalOf(response) {
  const text = await response.text();
  try {
    return JSON.parse(text).message ?? text;
  } catch {
    return `The server answered ${response.status} ${response.statusText}.`;
  }
}

async function fetchJson(path, signal) {
  const response = await fetch(api + path, { signal });
  if (!response.ok) throw new Error(await refusalOf(response));
  return response.json();
}

function pause(millis, signal) {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, millis);
    signal.addEventListener("abort", () => { clearTimeout(timer); resolve(); }, { once: true });
  });
}

function table(headings, rows) {
  const head = element("tr", {}, ...headings.map((heading) => element("th", {}, heading)));
  return element("table", {}, element("thead", {}, head), element("tbody", {}, ...rows));
}

async function showRuns(pageToken, signal) {
  const query = "?sort_by=created_at%20desc&page_size=50&page_token=" + encodeURIComponent(pageToken);
  const page = await fetchJson("/runs" + query, signal);
  const rows = (page.runs ?? []).map((run) =>
    element("tr", {},
      element("td", {}, element("a", { href: "#/runs/details/" + encodeURIComponent(run.run_id) }, run.display_name)),
      stateCell(run.state),
      element("td", {}, run.created_at),
      element("td", {}, run.finished_at.startsWith("1970-01-01") ? "" : run.finished_at)));
  const parts = [element("h1", {}, "Runs")];
  parts.push(rows.length ? table(["Name", "State", "Created", "Finished"], rows) : element("p", {}, "There are no runs yet."));
  if (page.next_page_token) {
    parts.push(element("p", {}, element("a", { href: "#/runs?after=" + encodeURIComponent(page.next_page_token) }, "Older runs")));
  }
  content.replaceChildren(...parts);
}

async function readTasks(runId, signal) {
  const tasks = [];
  let token = "";
  do {
    const page = await fetchJson(`/runs/${runId}/tasks?page_size=200&page_token=${encodeURIComponent(token)}`, signal);
    tasks.push(...(page.tasks ?? []));
    token = page.next_page_token ?? "";
  } while (token);
  return tasks.filter((task) => task.type !== "ROOT");
}

// One log at a time: choosing another task ends the one before.
function followLog(runId, task, output, signal) {
  output.textContent = "";
  const path = `${api}/runs/${runId}/tasks/${encodeURIComponent(task.task_id)}/logs?follow=true`;
  (async () => {
    let response = await fetch(path, { signal });
    // Another server runs the task, or none does yet: its log can be read here later.
    for (let tries = 1; response.status === 503; tries++) {
      output.replaceChildren(element("span", { class: "error" }, await refusalOf(response)));
      if (tries === MOST_TRIES) {
        output.append(element("p", {}, `Asked ${tries} times; choose the task once more to ask again.`));
        return;
      }
      await pause(LATER_MILLIS, signal);
      response = await fetch(path, { signal });
    }
    output.textContent = "";
    if (!response.ok) {
      output.append(element("span", { class: "error" }, await refusalOf(response)));
      return;
    }
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
      output.append(piece.value);
      output.scrollTop = output.scrollHeight;
    }
  })().catch((problem) => {
    if (!signal.aborted) output.append(element("span", { class: "error" }, problem.message));
  });
}

function showRun(id, signal) {
  const runId = encodeURIComponent(id);
  const summary = element("div", {});
  const tasks = element("div", {});
  const logTitle = element("h2", {}, "Log");
  const log = element("pre", {}, "Choose a task.");
  content.replaceChildren(summary, tasks, logTitle, log);
  let logEnd = new AbortController();
  let chosen = "";
  let isDrawing = false;
  let isStale = false;

  function choose(task) {
    logEnd.abort();
    logEnd = new AbortController();
    chosen = task.task_id;
    logTitle.textContent = "Log of " + task.display_name;
    followLog(runId, task, log, logEnd.signal);
    draw();
  }

  function taskRow(task) {
    const index = task.type_attributes?.iteration_index;
    return element("tr", task.task_id === chosen ? { class: "chosen" } : {},
      element("td", {}, element("a", { href: location.hash, onclick: (click) => { click.preventDefault(); choose(task); } },
        task.scope_path.replace(/^root\./, "") + (index === undefined ? "" : ` [${index}]`))),
      stateCell(task.state ?? ""),
      element("td", {}, task.create_time),
      element("td", {}, task.end_time ?? ""),
      element("td", { class: "error" }, task.status_metadata?.message ?? ""));
  }

  // Events come in bursts: while one drawing is under way, all that follow become one more.
  async function draw() {
    isStale = true;
    if (isDrawing) return;
    isDrawing = true;
    try {
      while (isStale && !signal.aborted) {
        isStale = false;
        const run = await fetchJson("/runs/" + runId, signal);
        summary.replaceChildren(
          element("h1", {}, run.display_name),
          element("p", {}, element("span", { class: "state " + run.state }, run.state), " since ",
            run.state_history?.at(-1)?.update_time ?? run.created_at),
          element("p", { class: "error" }, run.error?.message ?? ""));
        const found = await readTasks(runId, signal);
        tasks.replaceChildren(table(["Task", "State", "Began", "Ended", ""], found.map(taskRow)));
        const failed = found.find((task) => task.type === "RUNTIME" && task.state === "FAILED");
        // Whoever opens a failed run wants to know why.
        if (!chosen && failed) choose(failed);
      }
    } catch (problem) {
      if (!signal.aborted) summary.replaceChildren(element("p", { class: "error" }, problem.message));
    } finally {
      isDrawing = false;
    }
  }

  const events = new EventSource(`${api}/runs/${runId}/events`);
  for (const kind of ["run.state", "task.state", "task.attempt", "task.pod"]) {
    events.addEventListener(kind, (event) => {
      const ends = ["SUCCEEDED", "FAILED", "SKIPPED"].includes(JSON.parse(event.data).state);
      if (kind === "run.state" && ends) events.close();
      draw();
    });
  }
  signal.addEventListener("abort", () => { events.close(); logEnd.abort(); });
  return draw();
}

function route() {
  endPrevious();
  const end = new AbortController();
  endPrevious = () => end.abort();
  const details = location.hash.match(/^#\/runs\/details\/([^/?]+)/);
  const older = location.hash.match(/^#\/runs\?after=(.+)$/);
  const shown = details
    ? showRun(decodeURIComponent(details[1]), end.signal)
    : showRuns(older ? decodeURIComponent(older[1]) : "", end.signal);
  shown.catch((problem) => {
    if (!end.signal.aborted) content.replaceChildren(element("p", { class: "error" }, problem.message));
  });
}

window.addEventListener("hashchange", route);
route();
