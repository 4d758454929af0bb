crate::interfaces::spawn::translate!(v1_spawn);
