// Shows the OpenAPI document of this server: every operation with its parameters, body and answer.
"use strict";

const MAX_DEPTH = 3;

function element(name, text, ...children) {
  const made = document.createElement(name);
  made.textContent = text;
  made.append(...children);
  return made;
}

function resolved(whole, schema) {
  const name = schema.$ref && schema.$ref.split("/").pop();
  return name ? { ...whole.components.schemas[name], title: name } : schema;
}

function shortType(schema) {
  if (schema.$ref) {
    return schema.$ref.split("/").pop();
  }
  if (schema.enum) {
    return schema.enum.join(" | ");
  }
  if (schema.type === "array") {
    return "list of " + shortType(schema.items);
  }
  return schema.format || schema.type || "any JSON";
}

function fieldsOf(whole, schema, depth) {
  const list = document.createElement("ul");
  for (const [name, field] of Object.entries(resolved(whole, schema).properties || {})) {
    const item = element("li", "");
    item.append(element("code", name), ` ${shortType(field)}`);
    const inner = field.type === "array" ? field.items : field;
    if (inner.$ref && depth < MAX_DEPTH) {
      item.append(folded("fields", () => fieldsOf(whole, inner, depth + 1)));
    }
    list.append(item);
  }
  return list;
}

// Filled when it is opened: messages contain one another.
function folded(title, content) {
  const details = element("details", "");
  details.append(element("summary", title));
  details.addEventListener("toggle", () => details.append(content()), { once: true });
  return details;
}

function contentOf(whole, title, content) {
  const parts = [];
  for (const [type, { schema }] of Object.entries(content || {})) {
    parts.push(element("p", `${title}: ${type}, ${shortType(schema)}`));
    if (resolved(whole, schema).properties) {
      parts.push(folded("fields", () => fieldsOf(whole, schema, 1)));
    }
  }
  return parts;
}

function operationOf(whole, path, verb, operation) {
  const details = document.createElement("details");
  details.id = operation.operationId;
  details.dataset.words = `${verb} ${path} ${operation.operationId}`.toLowerCase();
  const summary = document.createElement("summary");
  summary.append(element("code", `${verb.toUpperCase()} ${path}`), ` ${operation.summary || operation.operationId}`);
  details.append(summary);
  if (operation.parameters.length > 0) {
    const list = document.createElement("ul");
    for (const parameter of operation.parameters) {
      const item = element("li", "");
      item.append(
        element("code", parameter.name),
        ` in ${parameter.in}, ${shortType(parameter.schema)}. ${parameter.description || ""}`,
      );
      list.append(item);
    }
    details.append(element("p", "Parameters:"), list);
  }
  details.append(...contentOf(whole, "Body", operation.requestBody && operation.requestBody.content));
  details.append(...contentOf(whole, "Answer", operation.responses["200"].content));
  return details;
}

function show(whole) {
  const byTag = new Map();
  for (const [path, verbs] of Object.entries(whole.paths)) {
    for (const [verb, operation] of Object.entries(verbs)) {
      const tag = operation.tags[0];
      byTag.set(tag, [...(byTag.get(tag) || []), operationOf(whole, path, verb, operation)]);
    }
  }
  const place = document.getElementById("operations");
  place.replaceChildren();
  for (const tag of [...byTag.keys()].sort()) {
    const section = document.createElement("section");
    section.append(element("h2", tag), ...byTag.get(tag));
    place.append(section);
  }
  const find = document.getElementById("find");
  find.addEventListener("input", () => {
    for (const operation of place.querySelectorAll("details[data-words]")) {
      operation.hidden = !operation.dataset.words.includes(find.value.toLowerCase());
    }
  });
}

fetch("/apis/v2beta1/openapi.json")
  .then((answer) => answer.json())
  .then(show)
  .catch((problem) => {
    document.getElementById("operations").textContent = `The document could not be read: ${problem.message}`;
  });
