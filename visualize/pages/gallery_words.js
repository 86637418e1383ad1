"use strict";

const MONTHS = [
  "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/** "1 take", "2 takes". */
function counted(number, thing) {
  return `${number.toLocaleString("en")} ${thing}${number === 1 ? "" : "s"}`;
}

/** A price as a person says it; unknown is never free. */
function price(usd) {
  if (usd === null) return "Unknown";
  return usd === 0 ? "Free" : `$${usd.toFixed(usd < 0.1 ? 3 : 2)}`;
}

/** What takes cost together, and how many are not in the sum. */
function priceOfAll(takes) {
  const known = takes.filter((take) => take.cost !== null);
  const unknown = takes.length - known.length;
  const sum = price(known.reduce((total, take) => total + take.cost, 0));
  if (unknown === 0) return sum;
  return known.length === 0 ? "price unknown" : `${sum} and ${counted(unknown, "price")} unknown`;
}

/** "Nov 2026", in the reader's own zone, as all times here. */
function month(iso) {
  const date = new Date(iso);
  return `${MONTHS[date.getMonth()]} ${date.getFullYear()}`;
}

/** "21 Nov 2026". */
function day(iso) {
  return `${new Date(iso).getDate()} ${month(iso)}`;
}

/** "21 Nov 2026, 13:48". */
function moment(iso) {
  const date = new Date(iso);
  const time = [date.getHours(), date.getMinutes()].map((part) => String(part).padStart(2, "0"));
  return `${day(iso)}, ${time.join(":")}`;
}

/** "4.0 s", or "Still". */
function duration(take) {
  return take.kind === "image" ? "Still" : `${(Math.floor(take.seconds * 10 + 1e-6) / 10).toFixed(1)} s`;
}

/** Five stars; the words are for those who do not see them. */
function stars(rating) {
  const row = make("span", { class: "stars", role: "img" });
  row.setAttribute("aria-label", rating ? `${counted(rating, "star")} of 5` : "not rated");
  for (let star = 1; star <= 5; star += 1) {
    row.append(icon(star <= rating ? "star" : "star-outline"));
  }
  return row;
}

/** Whether a take is older than its shot; one that nobody judged is not called stale. */
function isStale(take) {
  return take.stale !== null && take.stale.length > 0;
}
