<#
.SYNOPSIS
    The main workflow: define a job, start it, watch it fail, find out why, and repair it.
.DESCRIPTION
    The sample needs no workspace: it starts a local one, in which an hour passes in a minute and tasks are scripted.
    To use a real workspace, connect to it instead, and remove the commands with DbxLocal in their names.
#>
#requires -Version 5.1
[CmdletBinding()]
param()

$ErrorActionPreference = 'Stop'
if (-not (Get-Module Databricks.Jobs)) {
    Import-Module Databricks.Jobs
}

function Write-Step([string] $Text) {
    Write-Host "`n# $Text" -ForegroundColor Cyan
}

Write-Step 'Start a local workspace, at 60 times the normal speed'
$local = Start-DbxLocalWorkspace -Speed 60
$local | Connect-DbxWorkspace | Format-Table

# Only in a local workspace: script the tasks. The transform task fails once, because its table does not exist yet.
Set-DbxLocalTask ingest_orders -DurationSeconds 40 -Output '{"rows": 182044}'
Set-DbxLocalTask ingest_customers -DurationSeconds 25 -Output '{"rows": 9121}'
Set-DbxLocalTask transform -DurationSeconds 50 -FailTimes 1 -Output '{"rows": 181990}' -Value @{ rows = 181990 } `
    -ErrorMessage "[TABLE_OR_VIEW_NOT_FOUND] The table or view 'silver.customers' cannot be found." `
    -ErrorTrace @'
AnalysisException: [TABLE_OR_VIEW_NOT_FOUND] The table or view 'silver.customers' cannot be found.
File /Workspace/etl/transform, line 27
     25 orders = spark.table("bronze.orders")
     26 customers = spark.table("silver.customers")
---> 27 joined = orders.join(customers, "customer_id")
'@
Set-DbxLocalTask report -DurationSeconds 15 -Logs "wrote 4 charts`npublished /reports/2026-11-20"

try {
    Write-Step 'Create a job with five tasks from a hashtable'
    $job = New-DbxJob @{
        name         = 'nightly-etl'
        tags         = @{ team = 'sales'; cost_center = '4711' }
        parameters   = @(@{ name = 'date'; default = '2026-01-01' }, @{ name = 'min_rows'; default = '1000' })
        schedule     = @{ quartz_cron_expression = '0 30 2 * * ?'; timezone_id = 'Europe/Berlin' }
        job_clusters = @{
            job_cluster_key = 'small'
            new_cluster     = @{ spark_version = '15.4.x-scala2.12'; node_type_id = 'i3.xlarge'; num_workers = 2 }
        }
        tasks        = @(
            @{
                task_key        = 'ingest_orders'
                job_cluster_key = 'small'
                notebook_task   = @{
                    notebook_path   = '/etl/ingest'
                    base_parameters = @{ source = 'orders'; date = '{{job.parameters.date}}' }
                }
            }
            @{
                task_key        = 'ingest_customers'
                job_cluster_key = 'small'
                notebook_task   = @{ notebook_path = '/etl/ingest'; base_parameters = @{ source = 'customers' } }
            }
            @{
                task_key        = 'transform'
                job_cluster_key = 'small'
                depends_on      = @{ task_key = 'ingest_orders' }, @{ task_key = 'ingest_customers' }
                notebook_task   = @{ notebook_path = '/etl/transform' }
            }
            @{
                task_key       = 'enough_rows'
                depends_on     = @{ task_key = 'transform' }
                condition_task = @{
                    left  = '{{tasks.transform.values.rows}}'
                    op    = 'GREATER_THAN'
                    right = '{{job.parameters.min_rows}}'
                }
            }
            @{
                task_key          = 'report'
                job_cluster_key   = 'small'
                depends_on        = @{ task_key = 'enough_rows'; outcome = 'true' }
                spark_python_task = @{ python_file = '/etl/report.py' }
            }
        )
    }
    Get-DbxJob | Format-Table

    Write-Step "Start-DbxJobRun -JobParameter @{ date = '2026-11-20' } -Wait"
    $run = $job | Start-DbxJobRun -JobParameter @{ date = '2026-11-20' } -Wait -ErrorAction SilentlyContinue `
        -ErrorVariable failure
    $run | Format-Table
    $failure | ForEach-Object { Write-Host $_ -ForegroundColor Red }

    Write-Step 'Show the output of each task, and why one task failed'
    $outputs = $run | Get-DbxRunOutput
    $outputs | Format-Table
    ($outputs | Where-Object ErrorTrace).ErrorTrace | Write-Host

    Write-Step 'The cause is fixed: rerun the failed task and what depends on it, with the same parameters'
    $repaired = $run | Invoke-DbxRunRepair -Wait
    $repaired | Format-Table
    $repaired | Get-DbxRunOutput | Format-Table

    Write-Step 'Show the repair history'
    (Get-DbxRun $run.RunId -IncludeHistory).RepairHistory | Format-Table
} finally {
    $local | Stop-DbxLocalWorkspace
}
