import Domain

extension HeteroLRParameters {
    /// FATE's names with FATE's defaults.
    static let defaults: JSONObject = [
        "penalty": "L2", "tol": 1e-4, "alpha": 1.0, "optimizer": "rmsprop", "batch_size": -1,
        "shuffle": true, "batch_strategy": "full", "masked_rate": 5, "learning_rate": 0.01,
        "init_param": [
            "init_method": "random_uniform", "init_const": 1, "fit_intercept": true,
            "random_seed": nil,
        ],
        "max_iter": 100, "early_stop": "diff",
        "encrypt_param": ["method": "Paillier", "key_length": 1024],
        "encrypted_mode_calculator_param": ["mode": "strict", "re_encrypted_rate": 1],
        "predict_param": ["threshold": 0.5],
        "cv_param": [
            "n_splits": 5, "mode": "hetero", "role": "guest", "shuffle": true, "random_seed": 1,
            "need_cv": false, "output_fold_history": true, "history_value_type": "score",
        ],
        "decay": 1, "decay_sqrt": true,
        "sqn_param": [
            "update_interval_L": 3, "memory_M": 5, "sample_size": 5000, "random_seed": nil,
        ],
        "multi_class": "ovr", "validation_freqs": nil, "early_stopping_rounds": nil,
        "stepwise_param": [
            "score_name": "AIC", "mode": "hetero", "role": "guest", "direction": "both",
            "max_step": 10, "nvmin": 2, "nvmax": nil, "need_stepwise": false,
        ],
        "floating_point_precision": 23, "metrics": ["auc", "ks"], "use_first_metric_only": false,
        "callback_param": [
            "callbacks": [], "validation_freqs": nil, "early_stopping_rounds": nil, "metrics": [],
            "use_first_metric_only": false, "save_freq": 1,
        ],
    ]
}
