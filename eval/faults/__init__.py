"""Operations on a collection, killed at random moments and done again: does each end as if undisturbed?"""
