"use strict";
const at = (id) => document.getElementById(id);
let proposal = null;

async function call(method, path, body, headers = {}) {
  const options = { method, headers: { ...headers } };
  if (body) {
    options.headers["content-type"] = "application/json";
    options.body = JSON.stringify(body);
  }
  const reply = await fetch(path, options);
  const json = await reply.json();
  return { ok: reply.ok, status: reply.status, json };
}

function tell(text, wrong = false) {
  at("status").textContent = text;
  at("status").className = wrong ? "wrong" : "";
}

function element(name, text, ...children) {
  const made = document.createElement(name);
  if (text !== undefined && text !== null) made.textContent = text;
  made.append(...children);
  return made;
}

function problem(json) {
  tell([json.title, json.detail].filter(Boolean).join(". "), true);
  showDiagnostics(json.diagnostics || []);
}

function showDiagnostics(list) {
  at("diagnostics").replaceChildren(...list.map((d) => {
    const place = d.position ? ` (line ${d.position.line}, column ${d.position.column})` : "";
    return element("li", `${d.code}: ${d.message}${place} ${d.hint || ""}`);
  }));
}

async function busy(button, work) {
  button.disabled = true;
  try {
    await work();
  } catch (failed) {
    tell("The service cannot be reached.", true);
  } finally {
    button.disabled = false;
  }
}

async function propose(text, inConversation = true) {
  tell("Thinking…");
  const body = { instruction: text };
  const id = at("case").value.trim();
  if (id) body.caseId = id;
  if (inConversation) body.conversationId = proposal.conversationId;
  const reply = await call("POST", "/v1/generate", body);
  if (!reply.ok) return problem(reply.json);
  proposal = reply.json;
  showProposal();
}

function showProposal() {
  at("proposal").hidden = false;
  const forms = proposal.forms || [];
  const sentences = (proposal.explanation || "").split("\n");
  at("explanation").textContent = proposal.answer || (forms.length ? "" : proposal.explanation || "");
  at("forms").replaceChildren(...forms.map((form, i) => {
    const sure = element("span", ` ${Math.round(form.confidence * 100)} % sure`);
    sure.className = "hint";
    return element("li", null, element("p", sentences[i] || form.verb, sure), element("pre", form.text));
  }));
  showQuestion((proposal.clarifications || [])[0]);
  showDiagnostics(proposal.diagnostics || []);
  const ready = proposal.outcome === "proposed" && proposal.planHash;
  at("plan").textContent = ready ? `Plan ${proposal.planHash}` : "";
  at("confirm").hidden = !ready;
  tell({ proposed: "A proposal. Nothing has run yet.", clarify: "One question first.", answered: "Answered.", refused: "Refused." }[proposal.outcome] || "");
  (proposal.outcome === "clarify" ? at("reply") : at("proposal-title")).focus();
}

function showQuestion(question) {
  at("question").hidden = !question;
  at("reply").value = "";
  at("asked").textContent = question ? question.question : "";
  at("choices").replaceChildren(...((question && question.choices) || []).map((choice) => {
    const button = element("button", choice);
    button.type = "button";
    button.addEventListener("click", () => busy(button, () => propose(choice)));
    return button;
  }));
}

async function confirmProposal() {
  tell("Running…");
  const body = { document: proposal.document, planHash: proposal.planHash };
  const id = at("case").value.trim();
  if (id) body.caseId = id;
  const reply = await call("POST", "/v1/execute", body, { "idempotency-key": `page-${proposal.planHash}` });
  if (!reply.ok) return problem(reply.json);
  at("confirm").hidden = true;
  at("case").value = reply.json.caseId;
  proposal = null;
  tell(`Done: version ${reply.json.version} of ${reply.json.caseId}.`);
  await showCase(reply.json.caseId);
  at("state-title").focus();
}

const machinery = new Set(["caseId", "version", "revision", "knownAt"]);
const words = (key) => key.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`).replaceAll("-", " ");

function shown(value) {
  if (value === null || value === undefined) return "";
  if (Array.isArray(value)) return value.map(shown).join(", ");
  if (typeof value === "object") return Object.entries(value).map(([key, one]) => `${words(key)}: ${shown(one)}`).join("; ");
  return String(value);
}

function table(name, rows) {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))]
    .filter((key) => !machinery.has(key) && rows.some((row) => shown(row[key]) !== ""));
  const head = element("tr", null, ...columns.map((column) => {
    const cell = element("th", words(column));
    cell.scope = "col";
    return cell;
  }));
  const body = rows.map((row) => element("tr", null, ...columns.map((column) => element("td", shown(row[column])))));
  const made = element("table", null, element("caption", words(name)), element("thead", null, head), element("tbody", null, ...body));
  const scroll = element("div", null, made);
  scroll.className = "scroll";
  scroll.tabIndex = 0;
  scroll.setAttribute("role", "region");
  scroll.setAttribute("aria-label", words(name));
  return scroll;
}

function facts(state) {
  return Object.entries(state)
    .filter(([key, value]) => !["caseId", "version", "success"].includes(key) && (typeof value === "string" || typeof value === "number"))
    .flatMap(([key, value]) => [element("dt", words(key)), element("dd", shown(value))]);
}

async function showCase(id) {
  const path = `/v1/cases/${encodeURIComponent(id)}`;
  const [state, history] = await Promise.all([call("GET", path), call("GET", `${path}/history`)]);
  if (!state.ok) return problem(state.json);
  at("state").hidden = false;
  at("state-title").textContent = `${id}, version ${state.json.version}`;
  const tables = Object.entries(state.json)
    .filter(([, value]) => Array.isArray(value) && value.length && typeof value[0] === "object")
    .map(([name, rows]) => table(name, rows));
  at("facts").replaceChildren(...facts(state.json));
  at("things").replaceChildren(...tables);
  at("history").replaceChildren(...((history.json.versions || []).map((version) => {
    const text = `Version ${version.version}, ${new Date(version.time).toLocaleString()}, by ${version.actor}`;
    return element("li", text, element("pre", version.document || ""));
  })));
}

async function listCases() {
  const reply = await call("GET", "/v1/cases");
  if (!reply.ok) return;
  at("cases").replaceChildren(...(reply.json.items || []).map((one) => {
    const option = document.createElement("option");
    option.value = one.caseId;
    return option;
  }));
}

at("ask").addEventListener("submit", (event) => {
  event.preventDefault();
  busy(event.submitter, () => propose(at("instruction").value, false));
});
at("question").addEventListener("submit", (event) => {
  event.preventDefault();
  busy(event.submitter, () => propose(at("reply").value));
});
at("confirm").addEventListener("click", () => busy(at("confirm"), confirmProposal));
at("case").addEventListener("change", () => {
  const id = at("case").value.trim();
  if (id) showCase(id).catch(() => tell("The service cannot be reached.", true));
});
listCases().catch(() => {});
