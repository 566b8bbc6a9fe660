// The rules of an e-form in the browser: shows, hides and hints; the server decides. The language is that of
// motcua/base/eforms/rules.py, and both answer the same vectors. Without it every field is there and says when to fill it in.
const KINDS = ["show", "require", "order", "equal", "differ", "one_of"];
const PAIRS = ["order", "equal", "differ"];
const kindOf = (rule) => KINDS.find((kind) => kind in rule);

export const filled = (value) => value !== undefined && value !== null && value !== false && value !== "";

export function holds(when, values) {
  if ("all" in when) return when.all.every((part) => holds(part, values));
  if ("any" in when) return when.any.some((part) => holds(part, values));
  if ("not" in when) return !holds(when.not, values);
  const value = values[when.field];
  return "filled" in when ? filled(value) === when.filled : when.is.includes(value);
}

export function shown(rules, order, values) {
  const kept = {};
  return order.filter((name) => {
    const asked = rules.every((rule) => !(rule.show ?? []).includes(name) || holds(rule.when, kept));
    if (asked && name in values) kept[name] = values[name];
    return asked;
  });
}

const only = (values, asked) => Object.fromEntries(Object.entries(values).filter(([name]) => asked.includes(name)));

export function needed(rules, required, asked, values) {
  const seen = only(values, asked);
  const must = rules.filter((rule) => "require" in rule && holds(rule.when, seen)).flatMap((rule) => rule.require);
  return asked.filter((name) => required.includes(name) || must.includes(name));
}

function after(one, two) {
  const known = Math.min(one.length, two.length);
  return one.slice(0, known) > two.slice(0, known);
}

function broken(rule, values) {
  const kind = kindOf(rule);
  if (kind === "one_of") return !rule.one_of.some((name) => filled(values[name]));
  if (!PAIRS.includes(kind)) return false;
  const [one, two] = rule[kind].map((name) => values[name]);
  if (!filled(one) || !filled(two)) return false;
  if (kind === "order") return typeof one === "string" && typeof two === "string" && after(one, two);
  return kind === "differ" ? one === two : one !== two;
}

export function faults(rules, asked, values, today) {
  const seen = { ...only(values, asked), today };
  return rules.filter((rule) => broken(rule, seen)).flatMap((rule) => {
    const names = rule[kindOf(rule)].filter((name) => asked.includes(name));
    return names.length ? [["one_of" in rule ? names[0] : names.at(-1), rule.say]] : [];
  });
}

// What stands in the controls, as the server would read it; what it could not read is left out.
function read(form, field) {
  const text = (name) => (form.elements[name]?.value ?? "").trim();
  if (field.kind === "yes-no") return form.elements[field.name]?.checked ?? false;
  if (field.kind === "number") return /^-?\d{1,15}$/.test(text(field.name)) ? Number(text(field.name)) : undefined;
  if (!field.kind.endsWith("date")) return text(field.name) || undefined;
  const [day, month, year] = ["d", "m", "y"].map((part) => text(`${field.name}-${part}`));
  if (!/^\d{4}$/.test(year) || (day && !month)) return undefined;
  return [year, month, day].filter(Boolean).map((part) => part.padStart(2, "0")).join("-");
}

function start(form, told) {
  const place = (name) => form.querySelector(`[data-field="${name}"]`);
  const update = () => {
    const values = { ...told.given };
    for (const field of told.fields) {
      const value = read(form, field);
      if (value !== undefined) values[field.name] = value;
    }
    const asked = shown(told.rules, told.order, values);
    const today = new Date().toLocaleDateString("sv");
    const said = new Map(faults(told.rules.filter((rule) => !("one_of" in rule)), asked, values, today));
    for (const { name } of told.fields) {
      place(name).hidden = !asked.includes(name);
      // What is hidden is not sent: the server takes text in a field not asked for something forgotten.
      for (const input of place(name).querySelectorAll("input, select, textarea")) input.disabled = place(name).hidden;
      place(name).querySelector("[data-told]").textContent = said.get(name) ?? "";
    }
  };
  form.addEventListener("change", update);
  addEventListener("pageshow", update);
  update();
}

const told = globalThis.document?.getElementById("to-khai-luat");
if (told) start(document.querySelector("form[data-eform]"), JSON.parse(told.textContent));
