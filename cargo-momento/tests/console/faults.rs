//! What a script can find wrong with a page.

use serde_json::json;

use super::stage::Stage;
use super::tour::{VIEWS, furnish, show};

/// Lists what is wrong with what is shown.
const FAULTS: &str = r#"
const faults = [];
const shown = (node) => node.checkVisibility({ visibilityProperty: true });
const all = (css) => [...document.querySelectorAll(css)].filter(shown);
const name = (node) => {
  const by = (node.getAttribute('aria-labelledby') ?? '').split(' ').map((id) => document.getElementById(id)?.textContent ?? '').join(' ');
  const labels = [...(node.labels ?? [])].map((label) => label.textContent).join(' ');
  const own = node.matches('a, button, summary') ? node.textContent : '';
  return (by + (node.getAttribute('aria-label') ?? '') + labels + own).trim();
};
const told = (node) => node.outerHTML.slice(0, 120);
if (document.documentElement.lang !== 'en') faults.push('no language');
if (!document.title.includes('·')) faults.push(`title: ${document.title}`);
for (const tag of ['main', 'nav', 'header']) if (all(tag).length !== 1) faults.push(`not one ${tag}`);
for (const node of all('a, button, summary, input, select, textarea, [role=region], [role=img], nav, section, pre[tabindex]')) {
  if (!name(node)) faults.push(`no name: ${told(node)}`);
}
for (const table of all('table')) {
  if (!table.caption?.textContent.trim()) faults.push(`no caption: ${told(table)}`);
  for (const cell of table.querySelectorAll('th')) if (!cell.scope) faults.push(`no scope: ${told(cell)}`);
}
let level = 0;
for (const heading of all('h1, h2, h3, h4, h5, h6')) {
  const own = Number(heading.tagName[1]);
  if (own > level + 1) faults.push(`h${own} after h${level}: ${heading.textContent}`);
  if (!heading.textContent.trim()) faults.push(`empty: ${told(heading)}`);
  level = own;
}
if (all('h1').length !== 1 || all('h2').length !== 1) faults.push('not one h1 and one h2');
const ids = [...document.querySelectorAll('[id]')].map((node) => node.id);
for (const id of ids) if (ids.indexOf(id) !== ids.lastIndexOf(id)) faults.push(`twice: ${id}`);
for (const image of document.images) if (!image.hasAttribute('alt')) faults.push(`no alt: ${told(image)}`);
for (const node of document.querySelectorAll('[tabindex]')) if (node.tabIndex > 0) faults.push(`tabindex: ${told(node)}`);
for (const node of document.querySelectorAll('[aria-labelledby], [aria-describedby]')) {
  for (const id of (node.getAttribute('aria-labelledby') ?? node.getAttribute('aria-describedby')).split(' ')) {
    if (!document.getElementById(id)) faults.push(`names nothing: ${told(node)}`);
  }
}
if (document.documentElement.scrollWidth > innerWidth) faults.push(`wider than the window: ${document.documentElement.scrollWidth}`);

// The browser of these tests asks for less motion.
for (const { effect } of document.getAnimations()) faults.push(`moves: ${told(effect.target)}`);

// Text must stand out of what is behind it: 4.5 to 1, WCAG 2.2 success criterion 1.4.3.
const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
const painted = (colours) => {
  canvas.clearRect(0, 0, 1, 1);
  for (const colour of colours) { canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1); }
  return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
};
const luminance = (rgb) => rgb.map((part) => part / 255)
  .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
  .reduce((sum, part, index) => sum + part * [0.2126, 0.7152, 0.0722][index], 0);
const behind = (node) => (node ? [...behind(node.parentElement), getComputedStyle(node).backgroundColor] : ['white']);
for (const node of all('body *')) {
  const text = [...node.childNodes].some((child) => child.nodeType === 3 && child.textContent.trim());
  if (!text || node.disabled || node.closest('svg, .hidden, .skip, noscript, option')) continue;
  const ground = behind(node);
  const [dark, light] = [luminance(painted(ground)), luminance(painted([...ground, getComputedStyle(node).color]))].sort((a, b) => a - b);
  const contrast = (light + 0.05) / (dark + 0.05);
  if (contrast < 4.5) faults.push(`contrast ${contrast.toFixed(2)}: ${told(node)}`);
}
return faults;
"#;

/// CON.8
#[test]
fn no_view_has_a_fault_that_a_script_finds_however_it_is_looked_at() {
    let Some(stage) = Stage::live(&["--console"]) else {
        return;
    };
    furnish(&stage);
    for (scheme, width) in [("light", 1280), ("dark", 1280), ("light", 320)] {
        stage.browser.prefers(scheme);
        stage.browser.resize(width, 800);
        for (view, ready) in VIEWS {
            show(&stage, view, ready);
            let faults = stage.browser.run(FAULTS);
            assert_eq!(faults, json!([]), "{view}, {scheme}, {width}");
        }
    }
}

/// CON.2
#[test]
fn nothing_comes_from_elsewhere_and_the_browser_has_nothing_to_complain_of() {
    let Some(stage) = Stage::live(&["--console"]) else {
        return;
    };
    furnish(&stage);
    for (view, ready) in VIEWS {
        show(&stage, view, ready);
    }
    let entries = "return performance.getEntriesByType('resource').map((entry) => entry.name)";
    let entries = stage.browser.run(entries);
    let entries = entries.as_array().unwrap();
    assert!(entries.len() > 5, "{entries:?}");
    for entry in entries {
        let own = entry.as_str().unwrap().strip_prefix(&stage.url);
        assert!(own.is_some_and(|path| path.starts_with('/')), "{entry}");
    }
    assert_eq!(stage.browser.messages(), Vec::<String>::new());
    // What the page's policy forbids does not happen.
    let forbidden =
        "const script = document.createElement('script'); script.textContent = 'window.ran = true';
        document.body.append(script); return window.ran ?? false";
    assert_eq!(stage.browser.run(forbidden), false);
    stage
        .browser
        .run("document.body.append(Object.assign(new Image(), { src: 'http://127.0.0.2:9/' }))");
    let mut complaints = Vec::new();
    while complaints.len() < 2 {
        complaints.extend(stage.browser.messages());
        stage.browser.until("true");
    }
    assert!(
        complaints
            .iter()
            .all(|line| line.contains("Content Security Policy")),
        "{complaints:?}"
    );
}
