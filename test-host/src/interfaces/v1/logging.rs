crate::interfaces::logging::translate!(v1_logging);
