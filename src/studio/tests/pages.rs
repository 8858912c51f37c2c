//! Adding, copying and removing pages.

use super::*;

#[test]
fn pages_are_added_copied_and_removed() {
    let mut editor = editor(vec![group(
        "G",
        [10.0, 10.0, 20.0, 20.0],
        0.0,
        vec![rectangle("A", 0.0, 0.0, 20.0, 20.0)],
    )]);
    let first = Arc::clone(editor.design());
    editor.remove_page().expect("nothing to remove");
    assert_eq!(editor.history().position(), 0, "the only page stays");
    editor.duplicate_page().expect("copied");
    assert_eq!(editor.page(), 1);
    assert!(
        editor
            .design()
            .list(1, Some("G 2"))
            .is_some_and(|inside| inside.len() == 1)
    );
    editor.go_to_page(0);
    editor.add_page().expect("added");
    assert_eq!(
        (editor.page(), editor.design().pages.len()),
        (2, 3),
        "behind all others"
    );
    assert!(editor.design().pages[2].elements.is_empty());
    assert_eq!(editor.design().pages[2].width, first.pages[0].width);
    editor.remove_page().expect("removed");
    assert_eq!((editor.page(), editor.design().pages.len()), (1, 2));
    assert_eq!(editor.history().undo_name(), Some("Remove Page 3"));
    check_history(&mut editor, &first);
}
