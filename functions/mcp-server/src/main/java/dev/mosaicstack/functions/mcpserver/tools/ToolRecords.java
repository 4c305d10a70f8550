package dev.mosaicstack.functions.mcpserver.tools;

import dev.mosaicstack.core.agent.AgentCalls;
import dev.mosaicstack.core.agent.AgentView;
import dev.mosaicstack.core.alert.AlertCalls;
import dev.mosaicstack.core.alert.AlertView;
import dev.mosaicstack.core.backup.BackupCalls;
import dev.mosaicstack.core.backup.Cause;
import dev.mosaicstack.core.backup.Part;
import dev.mosaicstack.core.backup.Progress;
import dev.mosaicstack.core.backup.RunView;
import dev.mosaicstack.core.backup.Sums;
import dev.mosaicstack.core.coordination.InboxCalls;
import dev.mosaicstack.core.coordination.RequestCalls;
import dev.mosaicstack.core.coordination.RequestView;
import dev.mosaicstack.core.publish.PublishCalls;
import dev.mosaicstack.core.session.SessionCalls;
import dev.mosaicstack.core.session.SessionView;
import dev.mosaicstack.core.task.AssignCalls;
import dev.mosaicstack.core.task.BatchResponse;
import dev.mosaicstack.core.task.BatchResult;
import dev.mosaicstack.core.task.ClaimCalls;
import dev.mosaicstack.core.task.LookupCalls;
import dev.mosaicstack.core.task.Order;
import dev.mosaicstack.core.task.ReportCalls;
import dev.mosaicstack.core.task.ReportOnTasks;
import dev.mosaicstack.core.task.RunCalls;
import dev.mosaicstack.core.task.TaskView;
import dev.mosaicstack.core.webhook.DeliveryCalls;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** What tools take and give. Where a function has the same call it registers these too; in this function alone, nobody does. */
@RegisterForReflection(
        targets = {
            SessionCalls.CreateRequest.class,
            SessionCalls.GetRequest.class,
            SessionCalls.ListRequest.class,
            SessionCalls.ListResponse.class,
            SessionCalls.CloseRequest.class,
            SessionView.class,
            AgentCalls.DeployRequest.class,
            AgentCalls.HeartbeatRequest.class,
            AgentCalls.ListRequest.class,
            AgentCalls.ListResponse.class,
            AgentCalls.StopRequest.class,
            AgentView.class,
            AssignCalls.AssignRequest.class,
            AssignCalls.AssignBatchRequest.class,
            Order.Draft.class,
            BatchResponse.class,
            BatchResult.class,
            ClaimCalls.ClaimRequest.class,
            ClaimCalls.ClaimResponse.class,
            ClaimCalls.Claimed.class,
            ReportCalls.UpdateRequest.class,
            ReportCalls.CompleteRequest.class,
            ReportCalls.CompleteBatchRequest.class,
            ReportCalls.Completion.class,
            ReportCalls.FailRequest.class,
            ReportOnTasks.Outcome.class,
            LookupCalls.GetRequest.class,
            LookupCalls.GetResponse.class,
            LookupCalls.Entry.class,
            LookupCalls.ListRequest.class,
            LookupCalls.ListResponse.class,
            LookupCalls.CancelRequest.class,
            LookupCalls.ReplayRequest.class,
            RunCalls.RunRequest.class,
            TaskView.class,
            RequestCalls.AskRequest.class,
            RequestCalls.GetRequest.class,
            RequestView.class,
            InboxCalls.InboxRequest.class,
            InboxCalls.InboxResponse.class,
            InboxCalls.Asked.class,
            InboxCalls.RespondRequest.class,
            PublishCalls.PublishRequest.class,
            PublishCalls.PublishResponse.class,
            DeliveryCalls.ListRequest.class,
            DeliveryCalls.ListResponse.class,
            DeliveryCalls.Item.class,
            DeliveryCalls.GetRequest.class,
            DeliveryCalls.GetResponse.class,
            BackupCalls.StatusRequest.class,
            BackupCalls.StatusResponse.class,
            BackupCalls.DutyView.class,
            RunView.class,
            Progress.class,
            Part.class,
            Part.Files.class,
            Sums.class,
            Sums.Table.class,
            Cause.class,
            AlertCalls.ListRequest.class,
            AlertCalls.ListResponse.class,
            AlertView.class
        })
final class ToolRecords {

    private ToolRecords() {}
}
