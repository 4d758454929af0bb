crate::interfaces::token::translate!(v1_token);
