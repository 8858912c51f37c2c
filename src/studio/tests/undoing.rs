//! However much is done, all of it is undone and done again, to the byte.

use super::*;

/// As it would be written.
fn bytes(editor: &Editor) -> String {
    serde_json::to_string(&**editor.design()).expect("written")
}

/// One of the things that a designer does all day.
fn act(editor: &mut Editor, step: usize) {
    let (x, y) = (20.0 + (step * 37 % 500) as f64, 20.0 + (step * 53 % 330) as f64);
    let names: Vec<String> = editor.design().pages[0]
        .elements
        .iter()
        .map(|e| e.name.clone())
        .collect();
    let name = names.get(step * 7 % names.len().max(1)).cloned().unwrap_or_default();
    match step % 9 {
        0 => {
            let tools = [
                Tool::Rectangle,
                Tool::Ellipse,
                Tool::Text,
                Tool::Star { points: 5, inner: 0.5 },
            ];
            let tool = tools[step / 8 % tools.len()].clone();
            editor.take(tool);
            editor.begin(&Pointer::at(x, y), 1);
            editor.update(&Pointer::at(x + 60.0, y + 40.0));
            editor.finish(&Pointer::at(x + 60.0, y + 40.0)).expect("drawn");
            editor.take(Tool::Select);
        }
        1 | 5 => {
            editor.select(&[name]);
            let from = editor
                .selected()
                .first()
                .map(|e| (e.x.0 + e.width.0 / 2.0, e.y.0 + e.height.0 / 2.0));
            let (from_x, from_y) = from.unwrap_or((x, y));
            editor.begin(&Pointer::at(from_x, from_y), 1);
            editor.update(&Pointer::at(from_x + 13.0, from_y + 7.0));
            editor
                .finish(&Pointer::at(from_x + 17.5, from_y - 4.25))
                .expect("moved");
        }
        2 => {
            editor.select(&[name]);
            editor.duplicate().expect("duplicated");
        }
        3 => {
            editor.select(&[name]);
            editor.order(Order::Backward).expect("ordered");
        }
        4 => {
            editor.select(&[name]);
            editor
                .type_number(Number::Angle, &format!("{}", step % 360))
                .expect("turned");
        }
        6 if names.len() > 3 => {
            editor.select(&names[names.len() - 2..]);
            editor.group().expect("grouped");
            editor.ungroup().expect("ungrouped");
        }
        8 => {
            editor.select(&[name, names.last().cloned().unwrap_or_default()]);
            // Not everything has an outline.
            if editor.masking().is_ok() {
                editor.mask().expect("masked");
                editor.mask().expect("released");
                editor.ungroup().expect("ungrouped");
            }
        }
        _ if names.len() > 12 => {
            editor.select(&[name]);
            editor.delete().expect("deleted");
        }
        _ => {
            editor.select_all();
            editor.align(Side::Left, AlignTo::Page).expect("aligned");
        }
    }
}

#[test]
fn five_hundred_steps_are_undone_and_done_again_to_the_byte() {
    let mut editor = editor(vec![rectangle("Ground", 0.0, 0.0, 600.0, 400.0)]);
    let mut states = vec![bytes(&editor)];
    for step in 0.. {
        act(&mut editor, step);
        // What changed nothing is no step; grouping and its end are two.
        while states.len() <= editor.history().position() {
            let missing = editor.history().position() - states.len();
            for _ in 0..missing {
                editor.undo().expect("undone");
            }
            states.push(bytes(&editor));
            for _ in 0..missing {
                editor.redo().expect("done again");
            }
        }
        if states.len() > 500 {
            break;
        }
        assert!(step < 2000, "only {} steps", states.len());
    }
    let last = states.len() - 1;
    for at in (0..last).rev() {
        editor.undo().expect("undone");
        assert_eq!(bytes(&editor), states[at], "after undoing step {}", at + 1);
    }
    assert!(editor.history().undo_name().is_none());
    for (at, state) in states.iter().enumerate().skip(1) {
        editor.redo().expect("done again");
        assert_eq!(bytes(&editor), *state, "after doing step {at} again");
    }
    assert!(editor.history().redo_name().is_none());
}
