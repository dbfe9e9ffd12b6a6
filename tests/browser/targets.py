"""How large what can be pressed is: WCAG 2.2, 2.5.8 Target Size (Minimum)."""

from playwright.sync_api import Page

LEAST_PX = 24

SMALL = """(least) => {
    const targets = "a[href], button, input, select, textarea, summary, [role=button], [role=tab], [role=radio], [role=option]";
    // The whole of a field or label takes the press for what stands in it.
    const FIELDS = "label, [role=group], [data-testid$=RootElement], [data-baseweb=select], [data-baseweb=input]";
    const large = (one) => {
        const { width, height } = one.getBoundingClientRect();
        return Math.min(width, height) >= least - 0.5;
    };
    // Words within a sentence are as high as its lines.
    const within = (one) => getComputedStyle(one).display === "inline" && one.parentElement.textContent.trim() !== one.textContent.trim();
    // A chart has words of its own, and where it draws what is essential.
    return [...document.querySelectorAll(targets)]
        .filter((one) => one.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && !one.closest("svg, [aria-hidden=true]"))
        .filter((one) => one.getBoundingClientRect().width > 1 && one.getBoundingClientRect().right > 0)
        .filter((one) => ![one, one.closest(FIELDS)].some((box) => box && large(box)) && !within(one))
        .map((one) => [Math.round(one.getBoundingClientRect().width), Math.round(one.getBoundingClientRect().height), one.outerHTML.slice(0, 200)]);
}"""


def small(page: Page) -> list[list]:
    """Return what can be pressed on a page or in its frames and is smaller than a target may be: width, height and HTML."""
    return [one for frame in page.frames for one in frame.evaluate(SMALL, LEAST_PX)]
