# Operations that read, of a contract with several operations.
export TEA_KEY=test-token TEA_URL="$DG_TEST_URL/v1"; dg-validate-kettles shelf shelf_good
dg-validate-kettles shelf --base-url "$DG_TEST_URL/v1" --api-key-env KEY shelf_good
KEY=test-token dg-validate-kettles shelf --base-url "$DG_TEST_URL/v1" --api-key-env KEY -v shelf_good 2>&1 | grep -E '^(> GET|[^<>*])'
dg-validate-kettles call listShelf --base-url "$DG_TEST_URL/v1" --api-key-file key --param shelf=shelf_good
dg-validate-kettles call listShelf --base-url "$DG_TEST_URL/v1" --api-key-file key --param shelf=shelf_bad
dg-validate-kettles call listShelf --base-url "$DG_TEST_URL/v1" --api-key-file key --param shelf=shelf_plain
dg-validate-kettles call listShelf --base-url "$DG_TEST_URL/v1" --api-key-file key --param shelf=shelf_gone
dg-validate-kettles call listShelf --base-url "$DG_TEST_URL/v1" --api-key-file key --param shelf=bpred_running

# An answer to HEAD has no content, whatever its header says of one.
dg-validate-kettles call isShelf --base-url "$DG_TEST_URL/v1" --api-key-file key --param shelf=shelf_good
dg-validate-kettles call isShelf --base-url "$DG_TEST_URL/v1" --api-key-file key --param shelf=shelf_gone
dg-validate-kettles call isShelf --base-url "$DG_TEST_URL/v1" --api-key-file key --param shelf=shelf_good -v 2>&1 | grep -iE '^(> HEAD|< content-length)'
dg-validate-kettles call isShelf --base-url "$DG_TEST_URL/v1" --api-key-file key --param shelf=shelf_good --record head.har; grep -oE '"method":"[A-Z]*"|"bodySize":-?[0-9]*|"content":\{[^}]*\}' head.har; dg-validate-kettles -v head.har

# What a request needs, and what it takes.
dg-validate-kettles call findTea --base-url "$DG_TEST_URL/v1" --api-key-file key
dg-validate-kettles call findTea --base-url "$DG_TEST_URL/v1" --api-key-file key --param r=1
dg-validate-kettles call listShelf --base-url "$DG_TEST_URL/v1" --api-key-file key
dg-validate-kettles call listShelf --base-url "$DG_TEST_URL/v1" --api-key-file key shelf_good
dg-validate-kettles shelf --base-url "$DG_TEST_URL/v1" --api-key-file key
dg-validate-kettles call buyKettle --base-url "$DG_TEST_URL/v1" --api-key-file key
dg-validate-kettles call --base-url "$DG_TEST_URL/v1" --api-key-file key
dg-validate-kettles call listShelves --base-url "$DG_TEST_URL/v1" --api-key-file key
