//! What is done to all that an element paints: it is blurred, casts its shadow, and mixes with what lies under it.

use crate::model::Element;
use crate::scene::{Blurred, Group, Item, ItemKind, Origin};

use super::shadow;

/// The items of an element with its effects, in the order of design programs: what is blurred casts a soft shadow, and
/// the shadow mixes with what lies under it as the element does.
pub(super) fn applied(element: &Element, mut items: Vec<Item>, origin: Origin) -> Vec<Item> {
    if items.is_empty() {
        return items;
    }
    let one = |kind: ItemKind| vec![Item { origin, kind }];
    if element.blur.0 > 0.0 {
        items = one(ItemKind::Blurred(Blurred {
            blur: element.blur.0,
            items,
        }));
    }
    if let Some(shadow) = element
        .shadow
        .as_ref()
        .and_then(|shadow| shadow::of(&items, shadow, origin))
    {
        items.insert(0, shadow);
    }
    if !element.blend.is_normal() {
        items = one(ItemKind::Group(Group {
            blend: element.blend,
            items,
            ..Group::default()
        }));
    }
    items
}
